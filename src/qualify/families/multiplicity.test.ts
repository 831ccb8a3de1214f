import { family } from './multiplicity.js';
import { describeKnownAnswers } from './known-answers.testkit.js';

describeKnownAnswers(family);
