FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
COPY pom.xml ./
COPY .mvn .mvn/
# Maven wants to see every module's pom, whichever it builds.
COPY queue queue/
COPY models/pom.xml models/
COPY example/pom.xml example/
COPY worker/pom.xml worker/
COPY shared shared/
COPY api api/
RUN --mount=type=cache,target=/root/.m2,sharing=locked \
    mvn -q -B -Dmaven.test.skip -Dquick -pl api -am package
# Libraries change rarely: in a layer of their own they are pushed and pulled once.
RUN java -Djarmode=tools -jar api/target/api.jar extract --layers --destination layers

FROM eclipse-temurin:25-jre-noble
RUN useradd --uid 10001 --user-group --create-home --home-dir /var/lib/baton --shell /usr/sbin/nologin baton \
    && install --directory --owner baton --group baton /var/lib/baton/photos
COPY docker/fetch /usr/local/bin/
WORKDIR /opt/baton
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./
USER 10001
ENV BATON_PHOTOS_DIRECTORY=/var/lib/baton/photos
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=70 -XX:+ExitOnOutOfMemoryError"
EXPOSE 8000
# Alive, not ready: an orchestrator that ends what is unhealthy must leave an API that waits for a service alone.
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s --retries=3 \
    CMD ["fetch", "8000", "/api/v1/health"]
ENTRYPOINT ["java", "-jar", "api.jar"]
