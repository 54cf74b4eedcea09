#!/usr/bin/env bash
# What: Apache Tomcat (embedded), multipart/form-data, Part API of Jakarta Servlet.
# Version: org.apache.tomcat.embed:tomcat-embed-core 11.0.24.
# Behaviour: the header of a part, in which the file's name stands, may have 512 bytes. A valid upload of a few bytes whose file name has
#   255 letters of Cyrillic (510 bytes in UTF-8; NTFS and APFS take such names) is refused by getParts()
#   as InvalidParameterException with the cause SizeLimitExceededException, as for an upload that is too large: Spring 7 answers 413,
#   "Maximum upload size exceeded". No limit on sizes is set here. Connector.setMaxPartHeaderSize(4096) lets it pass.
set -euo pipefail

version=11.0.24
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
for artifact in tomcat-embed-core:$version; do
    mvn --quiet --batch-mode dependency:copy "-Dartifact=org.apache.tomcat.embed:$artifact" -DoutputDirectory="$work"
done
mvn --quiet --batch-mode dependency:copy "-Dartifact=org.apache.tomcat:tomcat-annotations-api:$version" -DoutputDirectory="$work"
cat >Upload.java <<'JAVA'
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

public class Upload {
    public static void main(String[] arguments) throws Exception {
        for (int limit : new int[] {0, 4096}) {
            Tomcat tomcat = new Tomcat();
            tomcat.setBaseDir(arguments[0]);
            tomcat.setPort(0);
            if (limit > 0) {
                tomcat.getConnector().setMaxPartHeaderSize(limit);
            }
            System.out.println("max part header size: " + tomcat.getConnector().getMaxPartHeaderSize());
            Context context = tomcat.addContext("", arguments[0]);
            Tomcat.addServlet(context, "upload", new Answer()).setMultipartConfigElement(new MultipartConfigElement(""));
            context.addServletMappingDecoded("/", "upload");
            tomcat.start();
            for (int letters : new int[] {100, 255}) {
                System.out.println("  name of " + letters + " letters: " + answer(tomcat.getConnector().getLocalPort(), "ж".repeat(letters)));
            }
            tomcat.stop();
            tomcat.destroy();
        }
    }

    static String answer(int port, String name) throws Exception {
        String body = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\n\r\nhello\r\n--b--\r\n";
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    static class Answer extends HttpServlet {
        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            request.setCharacterEncoding("UTF-8");
            String said;
            try {
                said = "taken, " + request.getPart("file").getSize() + " bytes";
            } catch (Exception e) {
                Throwable root = e;
                while (root.getCause() != null) {
                    root = root.getCause();
                }
                said = e.getClass().getSimpleName() + " <- " + root.getClass().getSimpleName() + ": " + root.getMessage();
            }
            response.getOutputStream().print(said);
        }
    }
}
JAVA
javac -cp "$work/*" Upload.java
java -Djava.util.logging.config.file=/dev/null -cp "$work:$work/*" Upload "$work" 2>errors | tee output
grep -q '^max part header size: 512' output
grep -q 'name of 255 letters: InvalidParameterException <- SizeLimitExceededException' output
[[ $(grep -c 'taken, 5 bytes' output) == 3 ]]
echo "seen: Tomcat $version refuses a file of 5 bytes for the length of its name, as too large"
