package dev.baton.manual;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.util.ReflectionUtils;

/** What a real worker does every few seconds, whatever it was told. */
final class Chores {
    private final List<Runnable> all = new ArrayList<>();

    Chores(ListableBeanFactory beans) {
        for (String name : beans.getBeanDefinitionNames()) {
            Object bean = beans.getBean(name);
            ReflectionUtils.doWithMethods(
                    bean.getClass(),
                    method -> add(bean, method),
                    method -> method.isAnnotationPresent(Scheduled.class));
        }
    }

    private void add(Object bean, Method method) {
        ReflectionUtils.makeAccessible(method);
        all.add(() -> ReflectionUtils.invokeMethod(method, bean));
    }

    void run() {
        // What one leaves another sees to, whichever comes first.
        all.forEach(Runnable::run);
        all.forEach(Runnable::run);
    }
}
