package dev.baton.api.problem;

import dev.baton.api.security.HashedUser;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A path as it may stand in a log: whoever it is about is hashed. */
final class LoggedPath {
    private static final Pattern PERSON =
            Pattern.compile("(/api/v1/(?:users|predictions)/)(?!tasks/|ensemble$)([^/]+)");

    private LoggedPath() {}

    static String of(String path) {
        Matcher matcher = PERSON.matcher(path);
        return matcher.find() ? matcher.replaceFirst(found -> found.group(1) + HashedUser.of(found.group(2))) : path;
    }
}
