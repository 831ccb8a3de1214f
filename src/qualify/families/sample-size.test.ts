import { family } from './sample-size.js';
import { describeKnownAnswers } from './known-answers.testkit.js';

describeKnownAnswers(family);
