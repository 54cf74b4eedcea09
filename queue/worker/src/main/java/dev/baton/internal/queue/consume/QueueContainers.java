package dev.baton.internal.queue.consume;

import dev.baton.internal.broker.MessageThreads;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.MessageListener;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.context.ApplicationContext;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.util.backoff.FixedBackOff;

/** Makes the containers that consume what is not a task, for ever. */
final class QueueContainers {
    private static final long RECONNECT_MILLIS = 1_000;

    private final ConnectionFactory connections;
    private final AmqpAdmin admin;
    private final ApplicationContext context;

    QueueContainers(ConnectionFactory connections, AmqpAdmin admin, ApplicationContext context) {
        this.connections = connections;
        this.admin = admin;
        this.context = context;
    }

    /** Returns a container, not yet started, of {@code consumers} that take one message at a time from {@code queue}. */
    SimpleMessageListenerContainer make(String queue, int consumers, MessageListener listener) {
        SimpleMessageListenerContainer container = new PatientContainer(connections);
        container.setBeanName(queue);
        container.setQueueNames(queue);
        container.setMessageListener(listener);
        container.setTaskExecutor(new SimpleAsyncTaskExecutor(new MessageThreads(queue)));
        container.setMessagePropertiesConverter(new ReceivedProperties());
        container.setPrefetchCount(1);
        container.setConcurrentConsumers(consumers);
        container.setJavaLangErrorHandler(BrokenProcess::end);
        recover(container);
        return container;
    }

    /** Looks after its queues only where there is a broker: each second without one it would tell the log of an error. */
    private static final class PatientContainer extends SimpleMessageListenerContainer {
        PatientContainer(ConnectionFactory connections) {
            super(connections);
        }

        @Override
        protected void redeclareElementsIfNecessary() {
            try {
                getConnectionFactory().createConnection();
            } catch (AmqpException e) {
                return;
            }
            super.redeclareElementsIfNecessary();
        }
    }

    /** INVARIANT: whatever the broker answers while it comes back, a second later it is asked again. */
    private void recover(SimpleMessageListenerContainer container) {
        container.setRecoveryBackOff(new FixedBackOff(RECONNECT_MILLIS, FixedBackOff.UNLIMITED_ATTEMPTS));
        container.setFailedDeclarationRetryInterval(RECONNECT_MILLIS);
        container.setDeclarationRetries(0);
        // A queue may be missing, or a user not be known yet, while the broker comes back.
        container.setMissingQueuesFatal(false);
        container.setPossibleAuthenticationFailureFatal(false);
        // Makes a queue again that somebody has deleted.
        container.setAmqpAdmin(admin);
        container.setApplicationContext(context);
    }
}
