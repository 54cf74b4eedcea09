#!/usr/bin/env bash
# XGBoost 3.4.0: a model trained with booster=dart is saved under the name gbtree. Only an array weight_drop beside the trees says that each
# tree counts by a weight of its own. And base_score is a probability for two classes, but for more one margin a class, in one text.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
jars ml.dmlc:xgboost4j_2.12:3.4.0

cat >"$work/Dart.java" <<'JAVA'
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;

class Dart {
    public static void main(String[] arguments) throws Exception {
        String dart = model("binary:logistic", Map.of("booster", "dart", "rate_drop", 0.5, "one_drop", 1));
        String classes = model("multi:softprob", Map.of("num_class", 3));
        String binary = model("binary:logistic", Map.of());
        System.out.println("dart:    name " + find(dart, "\"name\":\"(\\w+)\",?(?=[^{]*[,}])") + ", weight_drop " + find(dart, "\"weight_drop\":(\\[[^]]*])"));
        System.out.println("binary:  base_score " + find(binary, "\"base_score\":\"([^\"]*)\""));
        System.out.println("3 kinds: base_score " + find(classes, "\"base_score\":\"([^\"]*)\""));
        if (!dart.contains("\"name\":\"gbtree\"") || dart.contains("\"name\":\"dart\"") || !dart.contains("weight_drop")) {
            throw new AssertionError("another form");
        }
        double half = Double.parseDouble(find(binary, "\"base_score\":\"\\[?([^\"\\]]*)]?\""));
        boolean margins = find(classes, "\"base_score\":\"([^\"]*)\"").contains("-");
        if (half <= 0 || half >= 1 || !margins) {
            throw new AssertionError("another base_score");
        }
    }

    private static String model(String objective, Map<String, Object> options) throws Exception {
        float[] values = new float[600];
        float[] labels = new float[300];
        for (int row = 0; row < 300; row++) {
            values[2 * row] = row % 17;
            values[2 * row + 1] = row % 5;
            labels[row] = options.containsKey("num_class") ? (row % 6 == 0 ? 2 : row % 2) : row % 17 > 12 ? 1 : 0;
        }
        Map<String, Object> all = new HashMap<>(options);
        all.put("objective", objective);
        all.put("max_depth", 2);
        DMatrix data = new DMatrix(values, 300, 2, Float.NaN);
        data.setLabel(labels);
        Booster booster = XGBoost.train(data, all, 5, Map.of(), null, null);
        return new String(booster.toByteArray("json"), StandardCharsets.UTF_8);
    }

    private static String find(String text, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        return found.find() ? found.group(1) : "none";
    }
}
JAVA
java -cp "$work/jars/*" "$work/Dart.java" 2>&1 | grep -v -i -E "slf4j|commons.logging|INFO"
