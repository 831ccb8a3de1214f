/** The command line reaches pseudonyms of readers through here: it knows no data sets. */
export { readerPseudonymsOf } from '../dataset/reader-key.js';
