import fc from 'fast-check';

/**
 * Laws are tried on the same examples every time, so that a check that passed passes again. VERITOME_SEED tries others;
 * what it finds becomes an example of its own in the test.
 */
fc.configureGlobal({ seed: Number(process.env['VERITOME_SEED'] ?? 20261123) });
