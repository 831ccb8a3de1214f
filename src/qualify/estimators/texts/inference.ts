import { text, type ReferencePage } from './page.js';

const ESTIMATE =
  'The estimate is about normal (or t with the df given); larger is better; margin and its reason come from the protocol.';
const FAMILY = 'Each p value is valid by itself; the order, weights and graph were fixed beforehand.';
const ERRORS = 'The assumed values are the true ones; round up, then add drop-out and clustering.';

export const inferenceTexts: ReferencePage = {
  file: 'inference',
  title: 'Tests, multiplicity and planning',
  intro:
    'Tests against goals and margins, several hypotheses at once, and how many cases a study needs. Ties at alpha reject, with a guard of 1e-12.',
  families: ['noninferiority', 'multiplicity', 'sample_size'],
  entries: {
    'performance-goal': text(
      'P(X ≥ x) at the goal; score z = (p − g) / √(g (1 − g) / n)',
      'Cases are independent.',
      'n is 0',
    ),
    'non-inferiority': text(
      'z = (d + margin) / SE, SE at the restricted estimate for the scores',
      ESTIMATE,
      'the standard error is 0, or a sample is empty',
    ),
    superiority: text('z = d / SE', ESTIMATE, 'the standard error is 0'),
    'superiority-after-non-inferiority': text(
      'superiority counts only where non-inferiority holds at the same alpha',
      ESTIMATE,
      'the standard error is 0',
    ),
    equivalence: text(
      'max of P(d > −margin) and P(d < margin) one-sided',
      ESTIMATE,
      'the standard error is 0',
    ),
    'adjusted-p': text(
      'Holm: running max of (m − i + 1) p₍ᵢ₎; the other procedures as their sources',
      `${FAMILY} Hochberg and Hommel need positive dependence; Benjamini procedures control the false discovery rate only.`,
      'never; an empty list is refused',
    ),
    fallback: text(
      'test i at αᵢ plus what the one before left unspent',
      FAMILY,
      'never; an empty list is refused',
    ),
    'size-for-goal': text(
      'first n from which Σ binomial(n, p) over rejecting x stays at the power',
      ERRORS,
      'not reached within the limit; an expected value that is not above the goal is refused',
    ),
    'size-for-two-proportions': text(
      '(zα √(2 p̄ q̄) + zβ √(p₁q₁ + p₂q₂))² / (p₁ − p₂)²',
      ERRORS,
      'both proportions are equal',
    ),
    'size-for-paired-proportions': text(
      '(zα √p + zβ √(p − d²))² / d², p share of discordant pairs',
      ERRORS,
      'both shares are equal',
    ),
    'size-for-auc': text(
      'first n with zα SE(A₀) + zβ SE(A) ≤ |A − A₀|',
      `${ERRORS} Hanley and McNeil’s exponential model.`,
      'both areas are equal',
    ),
    'size-for-auc-above-chance': text(
      '((zα √V₀ + zβ √V) / (A − ½))²',
      `${ERRORS} Binormal model.`,
      'the area is one half',
    ),
    'size-for-auc-precision': text(
      'first n with z SE(A) ≤ half width',
      ERRORS,
      'not reached within 10 million cases',
    ),
    'size-for-mean': text(
      'first n with noncentral t power',
      `${ERRORS} Values about normal: for Dice an approximation.`,
      'the difference is 0',
    ),
    'size-for-precision': text(
      'first n from which 60 sizes in a row are narrow enough; Wald z² p q / w²',
      ERRORS,
      'not reached within 2 million cases',
    ),
    'expected-width': text(
      'Σ binomial(x; n, p) × width(x)',
      'The assumed proportion is the true one.',
      'n is 0',
    ),
    'size-for-non-inferiority': text(
      '((zα s₀ + zβ s₁) / (d + margin))²',
      ERRORS,
      'the expected difference is not above −margin',
    ),
    'size-for-kappa': text(
      '((zα √Q₀ + zβ √Q₁) / (κ₁ − κ₀))²',
      ERRORS,
      'both kappas are equal, or the rates cannot give them',
    ),
    'size-for-reader-study': text(
      'noncentral F power from pilot components scaled by cases',
      'The components are known; normal reader effects.',
      'not reached with 2,000 cases',
    ),
    'power-of-froc': text(
      'share of simulated studies with (FOM − goal) / jackknife SE above z',
      'The radiological search model holds.',
      'never; a study without a figure shows nothing',
    ),
    assurance: text(
      'mean of the exact power over Beta(a, b)',
      'The prior says what is known of the proportion.',
      'no outcome rejects at this n',
    ),
    'size-in-clusters': text(
      'n (1 + ((1 + cv²) m − 1) ρ)',
      'Clusters are independent with one intra-cluster correlation ρ.',
      'never',
    ),
    'enrolment-for-drop-out': text('⌈n / (1 − share lost)⌉', 'Loss does not depend on the outcome.', 'never'),
  },
};
