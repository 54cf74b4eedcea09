package dev.baton.photo.store;

import java.io.IOException;
import java.io.InputStream;
import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.Resource;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Photos as objects of one bucket in Amazon S3 or anything that speaks its protocol. */
final class S3PhotoStore implements PhotoStore {
    private final S3Client s3;
    private final String bucket;

    S3PhotoStore(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public void put(String key, byte[] content, String mediaType) {
        PhotoKeys.requireValid(key);
        try {
            s3.putObject(
                    request -> request.bucket(bucket).key(key).contentType(mediaType), RequestBody.fromBytes(content));
        } catch (SdkException e) {
            throw new PhotoStoreUnavailableException("could not store the photo " + key, e);
        }
    }

    @Override
    public byte[] get(String key) {
        PhotoKeys.requireValid(key);
        try {
            return s3.getObjectAsBytes(request -> request.bucket(bucket).key(key))
                    .asByteArray();
        } catch (NoSuchKeyException e) {
            throw new MissingPhotoException(key);
        } catch (SdkException e) {
            throw new PhotoStoreUnavailableException("could not read the photo " + key, e);
        }
    }

    @Override
    public Resource open(String key) {
        PhotoKeys.requireValid(key);
        try {
            return new S3Photo(
                    key,
                    s3.headObject(request -> request.bucket(bucket).key(key)).contentLength());
        } catch (NoSuchKeyException e) {
            throw new MissingPhotoException(key);
        } catch (SdkException e) {
            throw new PhotoStoreUnavailableException("could not find the photo " + key, e);
        }
    }

    @Override
    public void delete(String key) {
        PhotoKeys.requireValid(key);
        try {
            s3.deleteObject(request -> request.bucket(bucket).key(key));
        } catch (SdkException e) {
            throw new PhotoStoreUnavailableException("could not delete the photo " + key, e);
        }
    }

    private final class S3Photo extends AbstractResource {
        private final String key;
        private final long length;

        S3Photo(String key, long length) {
            this.key = key;
            this.length = length;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            try {
                return s3.getObject(request -> request.bucket(bucket).key(key));
            } catch (SdkException e) {
                throw new IOException("could not read the photo " + key, e);
            }
        }

        @Override
        public long contentLength() {
            return length;
        }

        @Override
        public boolean exists() {
            return true;
        }

        @Override
        public String getDescription() {
            return "the photo " + key;
        }
    }
}
