package com.example.newsletter;

/** Who gets the newsletter. */
interface Subscribers {
    /** Adds {@code address}, which may be there already. */
    void add(String address);

    long count();
}
