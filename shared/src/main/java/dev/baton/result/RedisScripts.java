package dev.baton.result;

/** What Redis does in one step. */
final class RedisScripts {
    /**
     * Writes a record and tells those who wait for it, unless the state before allows no such move: so no late STARTED
     * overwrites an end, and nobody hears of a result that is not there yet. Answers with the end that stands in the way.
     *
     * <p>Keys: record, tombstone. Arguments: the record; how many seconds it is kept; the states that must not come before it;
     * the final states; how many seconds the tombstone is kept, or 0 for none; the names of moments to keep from the record before.
     */
    static final String SAVE = """
            local known = redis.call('GET', KEYS[1])
            local text = ARGV[1]
            if known then
                local before = cjson.decode(known)
                local status = ' ' .. before['status'] .. ' '
                if string.find(ARGV[3], status, 1, true) then
                    return string.find(ARGV[4], status, 1, true) and known
                end
                for name in string.gmatch(ARGV[6], '%S+') do
                    local moment = before[name]
                    if type(moment) == 'string' and string.find(moment, '^[%d:.TZ+-]+$') then
                        text = string.sub(text, 1, -2) .. ',"' .. name .. '":"' .. moment .. '"}'
                    end
                end
            end
            redis.call('SETEX', KEYS[1], ARGV[2], text)
            if ARGV[5] ~= '0' then redis.call('SETEX', KEYS[2], ARGV[5], '') end
            redis.call('PUBLISH', KEYS[1], text)
            return false
            """;

    private RedisScripts() {}
}
