package dev.baton.internal.result;

import dev.baton.internal.celery.ResultCodec;

/** What Redis does in one step. */
final class RedisScripts {
    /**
     * Writes records and tells those who wait of ends, each unless the state before allows no such move: so no late STARTED overwrites an end,
     * and nobody hears of a result that is not there yet. Answers for each with the end that stands in its way.
     *
     * <p>Keys: of each record, its own and its tombstone's. Arguments: how many seconds records are kept, and tombstones; the final
     * states; whether other states are told, too (1 or 0); of each record, itself, the states that must not come before it, whether it is final (1 or 0; 2 if it is kept as long as its
     * tombstone), and the names of moments to keep from the record before.
     */
    static final String SAVE = """
            local waiting = 'WAITING'

            local function recordIn(text, moments)
                if type(text) ~= 'string' then return {} end
                -- What is known of most tasks. To read it as JSON would cost more than all the rest.
                if moments == '' and string.sub(text, 1, #waiting) == waiting then return { status = 'PENDING' } end
                local legible, record = pcall(cjson.decode, text)
                return legible and type(record) == 'table' and type(record['status']) == 'string' and record or {}
            end

            local answers = {}
            for at = 1, #KEYS / 2 do
                local key, tombstone = KEYS[2 * at - 1], KEYS[2 * at]
                local text, forbidden, final, moments = unpack(ARGV, 4 * at + 1, 4 * at + 4)
                -- What is no record, or no text at all, is replaced: it must not fail the others.
                local known = redis.pcall('GET', key)
                local before = recordIn(known, moments)
                local stands = false
                answers[at] = false
                if before['status'] then
                    local status = ' ' .. before['status'] .. ' '
                    stands = string.find(forbidden, status, 1, true)
                    answers[at] = stands and string.find(ARGV[3], status, 1, true) and known or false
                    for name in string.gmatch(moments, '%S+') do
                        local moment = before[name]
                        if type(moment) == 'string' and string.find(moment, '^[%d:.TZ+-]+$') then
                            text = string.sub(text, 1, -2) .. ',"' .. name .. '":"' .. moment .. '"}'
                        end
                    end
                end
                if not stands then
                    redis.call('SETEX', key, final == '2' and ARGV[2] or ARGV[1], text)
                    if final ~= '0' then redis.call('SETEX', tombstone, ARGV[2], '') end
                    -- Celery clients in JavaScript take the first message for the result.
                    if final ~= '0' or ARGV[4] == '1' then redis.call('PUBLISH', key, text) end
                end
            end
            return answers
            """.replace("WAITING", ResultCodec.WAITING);

    /**
     * Answers with which process of the store this is, for how many seconds it has run, and which one the key names; nothing for what
     * its user may not ask.
     */
    static final String PROCESS = """
            local info = redis.pcall('INFO', 'server')
            local text = type(info) == 'string' and info or ''
            return {string.match(text, 'run_id:(%w+)') or '', string.match(text, 'uptime_in_seconds:(%d+)') or '0',
                redis.call('GET', KEYS[1])}
            """;

    private RedisScripts() {}
}
