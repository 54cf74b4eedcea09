# cpu or gpu; only the stages of the chosen one are built.
ARG ACCELERATOR=cpu

FROM maven:3.9-eclipse-temurin-25 AS build
ARG ACCELERATOR
WORKDIR /build
COPY pom.xml ./
COPY .mvn .mvn/
# Maven wants to see every module's pom, whichever it builds.
COPY api/pom.xml api/
COPY example/pom.xml example/
COPY shared shared/
COPY queue queue/
COPY models models/
COPY worker worker/
RUN --mount=type=cache,target=/root/.m2,sharing=locked \
    profile=; if [ "$ACCELERATOR" = gpu ]; then profile=-Pgpu; fi; \
    mvn -q -B -DskipTests -Dquick $profile -pl worker -am package
# Libraries change rarely: in a layer of their own they are pushed and pulled once.
RUN java -Djarmode=tools -jar worker/target/worker.jar extract --layers --destination layers

FROM eclipse-temurin:25-jre-noble AS cpu

FROM nvidia/cuda:12.9.1-cudnn-runtime-ubuntu24.04 AS gpu
ENV JAVA_HOME=/opt/java/openjdk PATH=/opt/java/openjdk/bin:$PATH LANG=C.UTF-8
COPY --from=cpu /opt/java/openjdk /opt/java/openjdk

FROM ${ACCELERATOR}
RUN useradd --uid 10001 --user-group --create-home --home-dir /var/lib/baton --shell /usr/sbin/nologin baton \
    && install --directory --owner baton --group baton /var/lib/baton/photos /var/lib/baton/models
COPY docker/fetch docker/install-models /usr/local/bin/
WORKDIR /opt/baton
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./
USER 10001
ENV BATON_PHOTOS_DIRECTORY=/var/lib/baton/photos BATON_MODELS_DIRECTORY=/var/lib/baton/models
# Models and their arenas live outside the heap: it gets less than half. Few slots leave little for several threads of
# a collector to do: one costs least.
ENV JAVA_TOOL_OPTIONS="-XX:+UseSerialGC -XX:MaxRAMPercentage=40 -XX:+ExitOnOutOfMemoryError"
EXPOSE 8001
# Alive, not ready: an orchestrator that ends what is unhealthy must leave a worker that waits for a service alone.
HEALTHCHECK --interval=10s --timeout=5s --start-period=180s --retries=3 \
    CMD ["fetch", "8001", "/health"]
ENTRYPOINT ["java", "--enable-native-access=ALL-UNNAMED", "-jar", "worker.jar"]
