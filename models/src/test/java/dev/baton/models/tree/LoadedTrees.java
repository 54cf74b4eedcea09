package dev.baton.models.tree;

import dev.baton.models.runtime.Cancellation;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A booster, read and asked by one build of this library, which another class loader than that of other builds has loaded. It uses nothing but
 * what every build has.
 */
public final class LoadedTrees implements ToDoubleFunction<double[]> {
    private final TreeEnsemble trees;

    public LoadedTrees(byte[] xgboost) {
        this.trees = XgboostJson.read(xgboost);
    }

    @Override
    public double applyAsDouble(double[] row) {
        return trees.probabilities(row, Cancellation.none())[0];
    }

    /** Has the classes in {@code build} read a booster; all else they take from the class path. */
    @SuppressWarnings("unchecked")
    static ToDoubleFunction<double[]> by(Path build, byte[] xgboost) {
        try {
            List<URL> places = new ArrayList<>(List.of(build.toUri().toURL()));
            for (String place : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
                places.add(Path.of(place).toUri().toURL());
            }
            // Never closed: it lives as long as the benchmark.
            ClassLoader loader = new URLClassLoader(places.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
            return (ToDoubleFunction<double[]>) loader.loadClass(LoadedTrees.class.getName())
                    .getConstructor(byte[].class)
                    .newInstance((Object) xgboost);
        } catch (MalformedURLException | ReflectiveOperationException e) {
            throw new IllegalStateException("the build in " + build + " cannot be asked", e);
        }
    }
}
