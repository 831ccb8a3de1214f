import { family } from './froc.js';
import { describeKnownAnswers } from './known-answers.testkit.js';

describeKnownAnswers(family);
