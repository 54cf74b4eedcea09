#!/usr/bin/env bash
# Redisson 4.7.0 with its script cache on, Redis 8.0 (Debian trixie): a script that Redis has forgotten (SCRIPT FLUSH, a restart, a failover) is
# sent anew when it is called alone. In a batch it fails with NOSCRIPT, again and again: nothing ever sends its text.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
debian trixie redis-server=8.0
jars org.redisson:redisson:4.7.0

cat >"$work/Flushed.java" <<'JAVA'
import java.util.List;
import org.redisson.Redisson;
import org.redisson.api.RBatch;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

class Flushed {
    public static void main(String[] arguments) {
        Config config = new Config();
        config.setUseScriptCache(true);
        config.useSingleServer().setAddress("redis://127.0.0.1:6379").setRetryAttempts(0).setConnectionMinimumIdleSize(1);
        RedissonClient redis = Redisson.create(config);
        boolean[] first = {batch(redis), alone(redis)};
        redis.getScript().scriptFlush();
        boolean[] flushed = {batch(redis), batch(redis)};
        redis.getScript().scriptFlush();
        boolean afterwards = alone(redis);
        System.out.println("before:              in a batch " + first[0] + ", alone " + first[1]);
        System.out.println("after SCRIPT FLUSH:  in a batch " + flushed[0] + ", again " + flushed[1] + ", alone " + afterwards);
        redis.shutdown();
        if (!first[0] || !first[1] || flushed[0] || flushed[1] || !afterwards) {
            throw new AssertionError("another behaviour");
        }
    }

    private static boolean batch(RedissonClient redis) {
        try {
            RBatch batch = redis.createBatch();
            batch.getScript(StringCodec.INSTANCE).evalAsync(RScript.Mode.READ_WRITE, "return 'in a batch'", RScript.ReturnType.VALUE, List.of());
            return batch.execute().getResponses().equals(List.of("in a batch"));
        } catch (RuntimeException e) {
            System.out.println(e.getMessage().lines().findFirst().orElse(""));
            return false;
        }
    }

    private static boolean alone(RedissonClient redis) {
        return "alone".equals(redis.getScript(StringCodec.INSTANCE).eval(RScript.Mode.READ_WRITE, "return 'alone'", RScript.ReturnType.VALUE));
    }
}
JAVA
{ echo "$redis"; echo 'touch /tmp/finding/ready; wait'; } | beside java -cp "$work/jars/*" "$work/Flushed.java" 2>&1 | grep -E "before|after|NOSCRIPT|Error" | cut -c1-80
