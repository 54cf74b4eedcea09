#!/usr/bin/env bash
# Tomcat 11.0.24, embedded, as it comes: a form of 51 fields of one letter each is too large (413), one of 50 is fine. It is the connector's
# maxPartCount, which counts and measures nothing; the answer is Tomcat's own page, and a handler that asks for a parameter never returns.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
jars org.apache.tomcat.embed:tomcat-embed-core:11.0.24

cat >"$work/Parts.java" <<'JAVA'
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import org.apache.catalina.startup.Tomcat;

class Parts {
    public static void main(String[] arguments) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(arguments[0]);
        tomcat.setPort(0);
        var context = tomcat.addContext("", null);
        var wrapper = Tomcat.addServlet(context, "form", new HttpServlet() {
            @Override
            protected void doPost(HttpServletRequest request, HttpServletResponse response) throws java.io.IOException {
                response.getWriter().print(request.getParameterMap().size());
            }
        });
        wrapper.setMultipartConfigElement(new MultipartConfigElement(arguments[0]));
        context.addServletMappingDecoded("/", "form");
        tomcat.getConnector();
        tomcat.start();
        for (int parts : new int[] {50, 51}) {
            StringBuilder form = new StringBuilder();
            for (int part = 0; part < parts; part++) {
                form.append("--x\r\nContent-Disposition: form-data; name=\"p").append(part).append("\"\r\n\r\n1\r\n");
            }
            HttpResponse<String> answer = HttpClient.newHttpClient().send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/"))
                            .header("Content-Type", "multipart/form-data; boundary=x")
                            .POST(HttpRequest.BodyPublishers.ofString(form + "--x--\r\n"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            System.out.println(parts + " parts: " + answer.statusCode() + ", " + answer.body().length() + " characters");
            if (answer.statusCode() != (parts == 50 ? 200 : 413)) {
                throw new AssertionError("another status");
            }
        }
        System.exit(0);
    }
}
JAVA
mkdir "$work/tomcat"
java -cp "$work/jars/*" "$work/Parts.java" "$work/tomcat" 2>&1 | grep -E "parts|Assertion"
