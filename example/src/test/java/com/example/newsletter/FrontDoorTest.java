package com.example.newsletter;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.baton.architecture.ArchitectureRules;
import org.junit.jupiter.api.Test;

class FrontDoorTest {
    @Test
    void applicationAndItsTestsNeedNoInternals() {
        ArchitectureRules.INTERNALS_ARE_BATONS_OWN.check(new ClassFileImporter().importPackages("com.example"));
    }
}
