#!/usr/bin/env bash
# XGBoost 3.4.0 (xgboost4j from Maven Central), splits by category: a category that no training row had is not treated as missing. It goes to
# the left, with the categories that the split does not name, while a missing value goes to the side that was learnt for missing ones. So the
# same row has another answer with category 77 than with NaN. A negative value is such a category, too.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
jars ml.dmlc:xgboost4j_2.12:3.4.0 com.fasterxml.jackson.core:jackson-databind:2.21.5

cat >"$work/Category.java" <<'JAVA'
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;

public class Category {
    static DMatrix matrix(float... values) throws Exception {
        DMatrix matrix = new DMatrix(values, values.length, 1, Float.NaN);
        matrix.setFeatureNames(new String[] {"colour"});
        matrix.setFeatureTypes(new String[] {"c"});
        return matrix;
    }

    public static void main(String[] arguments) throws Exception {
        for (int labelOfMissing = 0; labelOfMissing < 2; labelOfMissing++) {
            float[] rows = new float[500];
            float[] labels = new float[rows.length];
            for (int at = 0; at < rows.length; at++) {
                rows[at] = at % 5 == 4 ? Float.NaN : at % 5;
                labels[at] = at % 5 == 4 ? labelOfMissing : at % 5 / 2;
            }
            DMatrix train = matrix(rows);
            train.setLabel(labels);
            Map<String, Object> settings =
                    Map.of("objective", "binary:logistic", "max_depth", 1, "max_cat_to_onehot", 1, "base_score", 0.5);
            Booster booster = XGBoost.train(train, settings, 1, Map.of(), null, null);
            float[][] found = booster.predict(matrix(0, 2, Float.NaN, 77, -1));
            System.out.printf("missing_label=%d category_0=%.3f category_2=%.3f missing=%.3f unseen=%.3f negative=%.3f%n",
                    labelOfMissing, found[0][0], found[1][0], found[2][0], found[3][0], found[4][0]);
        }
    }
}
JAVA
java -cp "$work/jars/*" "$work/Category.java" 2>/dev/null | tee "$work/seen"

# The unseen category is at one side, whatever was learnt for missing values; these are at either.
awk -F'[ =]' '{ zero[NR] = $4; missing[NR] = $8; unseen[NR] = $10; negative[NR] = $12 }
    END { exit !(NR == 2 && (unseen[1] == zero[1]) == (unseen[2] == zero[2]) && (missing[1] == zero[1]) != (missing[2] == zero[2]) &&
                 unseen[1] == negative[1] && unseen[2] == negative[2]) }' "$work/seen"
