package dev.baton.models.oracle;

import dev.baton.models.oracle.Drawn.Target;
import dev.baton.models.oracle.Training.Kind;
import java.util.List;
import java.util.stream.Stream;

/** What the oracles are asked to train: what is in use, and what must be refused. */
final class Trainings {
    private static final String LOGISTIC = "objective=binary:logistic";
    private static final String SOFTPROB = "objective=multi:softprob";
    private static final String THREE = "num_class=3";
    private static final String BINARY = "objective=binary";
    private static final String MULTICLASS = "objective=multiclass";
    private static final String UBJ = "file=ubj";
    private static final String DART = "booster=dart";

    private static final String EARLY = Training.EARLY + "=3";

    private Trainings() {}

    /** What each version of XGBoost is asked for. */
    static List<Training> xgboost() {
        return List.of(
                Training.binary("plain", LOGISTIC),
                Training.binary("complete", LOGISTIC).of(Kind.COMPLETE),
                Training.binary("base-score", LOGISTIC, "base_score=0.2"),
                Training.binary("dart", LOGISTIC, DART, "rate_drop=0.3"),
                Training.binary("dart-ubj", LOGISTIC, DART, "rate_drop=0.3", "normalize_type=forest", UBJ),
                Training.binary("forest", LOGISTIC, "num_parallel_tree=20", "subsample=0.6", "learning_rate=1")
                        .rounds(1),
                Training.binary("classes", SOFTPROB, THREE).of(Target.CLASSES),
                Training.binary("targets", LOGISTIC).of(Target.TARGETS),
                Training.binary("categories-one-hot", LOGISTIC, "max_cat_to_onehot=100")
                        .of(Kind.CATEGORIES),
                Training.binary("categories-sets", LOGISTIC, "max_cat_to_onehot=1")
                        .of(Kind.CATEGORIES),
                Training.binary("early", LOGISTIC, EARLY).rounds(60),
                Training.binary("raw-margin", "objective=binary:logitraw").refused(),
                Training.binary("linear-booster", LOGISTIC, "booster=gblinear").refused());
    }

    /** What the newest is asked for beyond that. */
    static List<Training> newestXgboost() {
        return List.of(
                Training.binary("exact", LOGISTIC, "tree_method=exact"),
                Training.binary("approx", LOGISTIC, "tree_method=approx"),
                Training.binary(
                        "deep",
                        LOGISTIC,
                        "grow_policy=lossguide",
                        "max_depth=0",
                        "max_leaves=400",
                        "min_child_weight=0"),
                Training.binary("wide", LOGISTIC, "colsample_bytree=0.3")
                        .of(Kind.WIDE)
                        .rounds(100),
                Training.binary("stumps", LOGISTIC, "max_depth=1"),
                Training.binary("leaves-alone", LOGISTIC, "min_child_weight=100000"),
                Training.binary("pruned", LOGISTIC, "gamma=3", "tree_method=exact"),
                Training.binary("weighted", LOGISTIC, "scale_pos_weight=7", "max_delta_step=1"),
                Training.binary("monotone", LOGISTIC, "monotone_constraints=(1,0,0,0,0,-1,0,0)"),
                Training.binary("forests", LOGISTIC, "num_parallel_tree=3", "subsample=0.6"),
                Training.binary("share", "objective=reg:logistic").of(Target.SHARE),
                Training.binary("many", LOGISTIC, "learning_rate=0.05").rounds(600),
                Training.binary("plain-ubj", LOGISTIC, UBJ),
                Training.binary("classes-ubj", SOFTPROB, THREE, UBJ).of(Target.CLASSES),
                Training.binary("classes-dart", SOFTPROB, THREE, DART, "rate_drop=0.3", "one_drop=1")
                        .of(Target.CLASSES),
                Training.binary("classes-base-score", SOFTPROB, THREE, "base_score=0.5")
                        .of(Target.CLASSES),
                Training.binary("classes-categories", SOFTPROB, THREE, "max_cat_to_onehot=1", UBJ)
                        .of(Target.CLASSES)
                        .of(Kind.CATEGORIES),
                Training.binary("class", "objective=multi:softmax", THREE)
                        .of(Target.CLASSES)
                        .refused(),
                Training.binary("hinge", "objective=binary:hinge").refused(),
                Training.binary("regression", "objective=reg:squarederror").refused(),
                Training.binary("vectors", LOGISTIC, "multi_strategy=multi_output_tree")
                        .of(Target.TARGETS)
                        .refused());
    }

    static List<Training> lightGbm() {
        return Stream.of(lightGbmBoosters(), lightGbmSplits(), lightGbmObjectives())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Training> lightGbmBoosters() {
        return List.of(
                Training.binary("plain", BINARY),
                Training.binary("dart", BINARY, "boosting=dart", "drop_rate=0.3"),
                Training.binary("goss", BINARY, "data_sample_strategy=goss"),
                Training.binary("rf", BINARY, "boosting=rf", "bagging_freq=1", "bagging_fraction=0.6"),
                Training.binary("linear", BINARY, "linear_tree=true"),
                Training.binary("linear-dart", BINARY, "linear_tree=true", "boosting=dart", "drop_rate=0.3"),
                Training.binary(
                        "linear-rf",
                        BINARY,
                        "linear_tree=true",
                        "boosting=rf",
                        "bagging_freq=1",
                        "bagging_fraction=0.6"),
                Training.binary("linear-categories", BINARY, "linear_tree=true").of(Kind.CATEGORIES));
    }

    private static List<Training> lightGbmSplits() {
        return List.of(
                Training.binary("complete", BINARY).of(Kind.COMPLETE),
                Training.binary("zero-is-missing", BINARY, "zero_as_missing=true"),
                Training.binary("none-is-missing", BINARY, "use_missing=false"),
                Training.binary("categories-one-hot", BINARY, "max_cat_to_onehot=100")
                        .of(Kind.CATEGORIES),
                Training.binary(
                                "categories-sets",
                                BINARY,
                                "max_cat_to_onehot=1",
                                "cat_smooth=1",
                                "min_data_per_group=5")
                        .of(Kind.CATEGORIES),
                Training.binary(
                                "categories-zero",
                                BINARY,
                                "max_cat_to_onehot=1",
                                "cat_smooth=1",
                                "zero_as_missing=true")
                        .of(Kind.CATEGORIES),
                Training.binary("unbalanced", BINARY, "is_unbalance=true", "path_smooth=2", "extra_trees=true"),
                Training.binary("deep", BINARY, "num_leaves=300", "min_data_in_leaf=1", "min_sum_hessian_in_leaf=0"),
                Training.binary("wide", BINARY, "feature_fraction=0.3")
                        .of(Kind.WIDE)
                        .rounds(100),
                Training.binary("leaves-alone", BINARY, "min_data_in_leaf=400"),
                Training.binary("monotone", BINARY, "monotone_constraints=1,0,0,0,0,-1,0,0"),
                Training.binary("many", BINARY, "learning_rate=0.05").rounds(600));
    }

    private static List<Training> lightGbmObjectives() {
        return List.of(
                Training.binary("classes", MULTICLASS, THREE).of(Target.CLASSES),
                Training.binary(
                                "classes-rf",
                                MULTICLASS,
                                THREE,
                                "boosting=rf",
                                "bagging_freq=1",
                                "bagging_fraction=0.6")
                        .of(Target.CLASSES),
                Training.binary("classes-linear", MULTICLASS, THREE, "linear_tree=true")
                        .of(Target.CLASSES),
                Training.binary("one-against-all", "objective=multiclassova", THREE, "sigmoid=0.7")
                        .of(Target.CLASSES),
                Training.binary("steep", BINARY, "sigmoid=2.5"),
                Training.binary("early", BINARY, EARLY).rounds(200),
                Training.binary("share", "objective=cross_entropy").of(Target.SHARE),
                Training.binary("intensity", "objective=cross_entropy_lambda")
                        .of(Target.SHARE)
                        .refused(),
                Training.binary("regression", "objective=regression").refused());
    }
}
