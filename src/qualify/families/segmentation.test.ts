import { family } from './segmentation.js';
import { describeKnownAnswers } from './known-answers.testkit.js';

describeKnownAnswers(family);
