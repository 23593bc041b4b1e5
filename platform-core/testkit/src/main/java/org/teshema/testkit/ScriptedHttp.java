package org.teshema.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.teshema.api.app.Http;
import org.teshema.api.app.HttpRequest;
import org.teshema.api.app.HttpResponse;
import org.teshema.api.app.PlatformFailure;

/** Other systems that answer what the test says; to everything else the way is shut, as it is on a platform. */
final class ScriptedHttp implements Http {
    private final Map<String, HttpResponse> answers = new HashMap<>();
    private final List<HttpRequest> sent = new ArrayList<>();

    void answers(String address, HttpResponse response) {
        answers.put(address, response);
    }

    List<HttpRequest> sent() {
        return List.copyOf(sent);
    }

    @Override
    public HttpResponse send(HttpRequest request) {
        String address = request.uri().toString().replaceFirst("\\?.*", "");
        HttpResponse answer = answers.get(address);
        if (answer == null) {
            throw new PlatformFailure(PlatformFailure.Reason.REFUSED, "No answer is written for " + address);
        }
        sent.add(request);
        return answer;
    }
}
