package dev.baton.photo.store;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where photos are kept.
 *
 * @param store the kind of store: {@code file} or {@code s3}
 * @param directory the folder of the file store, which the API and all workers share
 * @param s3 the S3 store
 */
@ConfigurationProperties("baton.photos")
public record PhotoStoreSettings(
        @DefaultValue("file") StoreKind store,
        @DefaultValue(".baton/photos") Path directory,
        @DefaultValue S3 s3) {

    public PhotoStoreSettings {
        if (store == StoreKind.S3 && s3.bucket().isBlank()) {
            throw new IllegalArgumentException("baton.photos.store=s3 needs baton.photos.s3.bucket");
        }
    }

    /** Which kind of store holds the photos. */
    public enum StoreKind {
        FILE,
        S3
    }

    /**
     * An S3-compatible store. Without keys the usual AWS credential chain applies.
     *
     * @param bucket the bucket, required with {@code store=s3}
     * @param region the region of the bucket
     * @param endpoint the address of a store other than Amazon's
     * @param accessKey the access key; empty with Amazon's credential chain
     * @param secretKey the secret key
     */
    public record S3(
            @DefaultValue("") String bucket,
            @DefaultValue("us-east-1") String region,
            @Nullable URI endpoint,
            @DefaultValue("") String accessKey,
            @DefaultValue("") String secretKey) {}
}
