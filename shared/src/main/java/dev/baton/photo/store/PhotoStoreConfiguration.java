package dev.baton.photo.store;

import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Opens the photo store that the settings name. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PhotoStoreSettings.class)
public class PhotoStoreConfiguration {
    /** For the largest photo on a slow line; a store that says nothing must not hold slots and requests longer. */
    private static final Duration ATTEMPT = Duration.ofSeconds(20);

    private static final Duration CALL = Duration.ofSeconds(45);

    @Bean
    PhotoStore photoStore(PhotoStoreSettings settings) {
        return settings.store() == PhotoStoreSettings.StoreKind.S3
                ? new S3PhotoStore(client(settings.s3()), settings.s3().bucket())
                : new FilePhotoStore(settings.directory());
    }

    static S3Client client(PhotoStoreSettings.S3 settings) {
        S3ClientBuilder builder = S3Client.builder()
                .region(Region.of(settings.region()))
                .credentialsProvider(credentials(settings))
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(
                        calls -> calls.apiCallAttemptTimeout(ATTEMPT).apiCallTimeout(CALL));
        if (settings.endpoint() != null) {
            // Stores other than Amazon's seldom have a host name for each bucket.
            builder.endpointOverride(settings.endpoint()).forcePathStyle(true);
        }
        return builder.build();
    }

    private static AwsCredentialsProvider credentials(PhotoStoreSettings.S3 settings) {
        return settings.accessKey().isBlank()
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(settings.accessKey(), settings.secretKey()));
    }
}
