#!/usr/bin/env bash
# Spring AMQP 4.1.1: a message that came without a priority has priority 0 once it is a Message, and is sent on with it; so has a new one.
# To RabbitMQ 4.3 none is 4 of 32 strict levels, so that what is sent on falls behind what it was equal to. Only setPriority(null) undoes it.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
jars org.springframework.amqp:spring-rabbit:4.1.1

cat >"$work/Priorities.java" <<'JAVA'
import com.rabbitmq.client.AMQP;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.support.DefaultMessagePropertiesConverter;

class Priorities {
    public static void main(String[] arguments) {
        DefaultMessagePropertiesConverter converter = new DefaultMessagePropertiesConverter();
        AMQP.BasicProperties received = new AMQP.BasicProperties.Builder().contentType("text/plain").build();
        MessageProperties seen = converter.toMessageProperties(received, null, "UTF-8");
        AMQP.BasicProperties sentOn = converter.fromMessageProperties(seen, "UTF-8");
        seen.setPriority(null);
        AMQP.BasicProperties told = converter.fromMessageProperties(seen, "UTF-8");
        String found = "received " + received.getPriority() + ", sent on " + sentOn.getPriority() + ", once told "
                + told.getPriority() + ", new " + new MessageProperties().getPriority();
        System.out.println(found);
        if (!found.equals("received null, sent on 0, once told null, new 0")) {
            throw new AssertionError("other priorities");
        }
    }
}
JAVA
java -cp "$work/jars/*" "$work/Priorities.java"
