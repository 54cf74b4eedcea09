package dev.baton.internal.ledger;

/**
 * Where tasks wait until there is a place for them.
 *
 * @param name what those have in common that need one of the same places
 * @param places how many tasks may be inside at a time
 * @param share whose task it is: those who share a gate are let in in turn
 */
public record Gate(String name, int places, String share) {
    private static final int MAX_LENGTH = 300;

    public Gate {
        if (name.isBlank() || name.length() > MAX_LENGTH || share.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "a gate's name has 1 to " + MAX_LENGTH + " characters, and a share at most as many: " + name);
        }
        if (places < 1) {
            throw new IllegalArgumentException("the gate " + name + " must have a place, had " + places);
        }
    }
}
