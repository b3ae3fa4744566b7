// Take the verifier from its publisher.
