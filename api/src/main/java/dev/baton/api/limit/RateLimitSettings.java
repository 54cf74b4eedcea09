package dev.baton.api.limit;

import java.util.EnumMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many requests each tenant may send to each route.
 *
 * @param uploads uploads of photos: {@code 10/m}, {@code 100/30s} or {@code 1000/h}; 0 is no limit
 * @param searches searches by selfie, written as for uploads
 * @param checkIns check-ins of moods, written as for uploads
 * @param predictions predictions of one type, written as for uploads
 * @param ensemble predictions of all types, written as for uploads
 */
@ConfigurationProperties("baton.rate-limits")
record RateLimitSettings(
        @DefaultValue("0") Rate uploads,
        @DefaultValue("0") Rate searches,
        @DefaultValue("0") Rate checkIns,
        @DefaultValue("0") Rate predictions,
        @DefaultValue("10/m") Rate ensemble) {

    Map<Route, Rate> rates() {
        Map<Route, Rate> rates = new EnumMap<>(Route.class);
        rates.put(Route.UPLOADS, uploads);
        rates.put(Route.SEARCHES, searches);
        rates.put(Route.CHECK_INS, checkIns);
        rates.put(Route.PREDICTIONS, predictions);
        rates.put(Route.ENSEMBLE, ensemble);
        return rates;
    }
}
