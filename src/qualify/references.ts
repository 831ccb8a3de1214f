/** A publication that an estimator or the metric catalogue cites, and where to find it. */
export interface Reference {
  /** First author as citations write the name; with `and` and the second where one year holds two papers. */
  authors: string;
  year: number;
  /** Volume and page, where one author has several papers in a year. */
  at?: string;
  /** What finds it: a DOI, an address, a numbered clause, a book, or volume and page of a journal without DOIs. */
  kind: 'doi' | 'url' | 'clause' | 'book' | 'journal';
  identifier: string;
  /** Not found again in a second source: the identifier alone, or volume and page as well. */
  unconfirmed?: 'identifier' | 'all';
  /** The second source, of those looked up one by one; absent: the source that the definition was taken from names it. */
  confirmedBy?: string;
}

type Found = Pick<Reference, 'at' | 'unconfirmed' | 'confirmedBy'>;

const reference =
  (kind: Reference['kind']) =>
  (authors: string, year: number, identifier: string, found: Found = {}): Reference => ({
    authors,
    year,
    kind,
    identifier,
    ...found,
  });
const doi = reference('doi');
const url = reference('url');
const clause = reference('clause');
const book = reference('book');
const journal = reference('journal');

/** In the order of their authors. */
// prettier-ignore
export const REFERENCES: readonly Reference[] = [
  book('Agresti', 2013, 'Categorical Data Analysis, 3rd edition, Wiley'),
  doi('Agresti and Caffo', 2000, '10.1080/00031305.2000.10474560'),
  doi('Agresti and Coull', 1998, '10.1080/00031305.1998.10480550'),
  doi('Altman', 1994, '10.1136/bmj.309.6947.102'),
  doi('Anderson', 1962, '10.1214/aoms/1177704477'),
  doi('Benjamini and Hochberg', 1995, '10.1111/j.2517-6161.1995.tb02031.x'),
  doi('Benjamini and Yekutieli', 2001, '10.1214/aos/1013699998'),
  doi('Blackwelder', 1982, '10.1016/0197-2456(82)90024-1'),
  doi('Bland', 1986, '10.1016/S0140-6736(86)90837-8'),
  doi('Bland', 1996, '10.1136/bmj.313.7059.744'),
  doi('Bland', 1999, '10.1177/096228029900800204'),
  doi('Bonett', 2012, '10.3102/1076998611411915'),
  doi('Boyd', 2013, '10.1007/978-3-642-40994-3_29', { confirmedBy: 'reference lists, LNCS 8190:451' }),
  doi('Bretz', 2009, '10.1002/sim.3495'),
  doi('Brier', 1950, '10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2'),
  doi('Brodersen', 2010, '10.1109/ICPR.2010.764'),
  doi('Brown', 2001, '10.1214/ss/1009213286'),
  doi('Buderer', 1996, '10.1111/j.1553-2712.1996.tb03538.x'),
  journal('Bunch', 1978, 'J Appl Photogr Eng 4:166, which has no DOIs', { confirmedBy: 'reference lists of Acad Radiol and Radiology, with pages 166-171' }),
  doi('Cantor', 1996, '10.1037/1082-989X.1.2.150'),
  doi('Chakraborty', 2006, '10.1088/0031-9155/51/14/012'),
  book('Chakraborty', 2017, 'Observer Performance Methods for Diagnostic Imaging, CRC Press', { confirmedBy: 'documentation of R package RJafroc' }),
  doi('Chakraborty and Zhai', 2016, '10.1118/1.4947125', { confirmedBy: 'library record with title and authors' }),
  doi('Chernick', 2002, '10.1198/000313002317572835'),
  doi('Clopper', 1934, '10.1093/biomet/26.4.404'),
  clause('CLSI EP09c', 2018, 'CLSI EP09c, Measurement procedure comparison and bias estimation'),
  book('Cochran', 1977, 'Sampling Techniques, 3rd edition, Wiley'),
  doi('Cohen', 1960, '10.1177/001316446002000104'),
  doi('Cohen', 1968, '10.1037/h0026256'),
  book('Cohen', 1988, 'Statistical Power Analysis for the Behavioral Sciences, 2nd edition, Erlbaum'),
  doi('Connor', 1987, '10.2307/2531961'),
  book('Conover', 1999, 'Practical Nonparametric Statistics, 3rd edition, Wiley', { confirmedBy: 'reference lists' }),
  doi('Cox', 1958, '10.1093/biomet/45.3-4.562', { confirmedBy: 'reference lists, with pages 562-565' }),
  doi('Davis', 2006, '10.1145/1143844.1143874'),
  book('Davison', 1997, 'Bootstrap Methods and their Application, Cambridge University Press', { confirmedBy: 'R package boot and reference lists' }),
  doi('Dawid', 1979, '10.2307/2346806'),
  doi('DeLong', 1988, '10.2307/2531595'),
  doi('Dice', 1945, '10.2307/1932409'),
  book('Donner', 2000, 'Design and Analysis of Cluster Randomization Trials in Health Research, Arnold', { confirmedBy: 'reference lists' }),
  doi('Dunn', 1961, '10.1080/01621459.1961.10482090'),
  doi('Durkalski', 2003, '10.1002/sim.1438'),
  doi('Edwards', 1948, '10.1007/BF02289261'),
  doi('Efron', 1982, '10.1137/1.9781611970319', { confirmedBy: 'reference lists, CBMS-NSF 38' }),
  doi('Efron', 1987, '10.1080/01621459.1987.10478410'),
  book('Efron', 1993, 'An Introduction to the Bootstrap, Chapman and Hall'),
  doi('Ehteshami Bejnordi', 2017, '10.1001/jama.2017.14585'),
  doi('Eldridge', 2006, '10.1093/ije/dyl129'),
  doi('Fagerland', 2013, '10.1186/1471-2288-13-91'),
  doi('Farrington', 1990, '10.1002/sim.4780091208'),
  clause('FDA', 2007, 'Guidance for Industry and FDA Staff, 13 March 2007', { confirmedBy: 'Federal Register 72:11372, FR Doc. E7-4453' }),
  doi('Fawcett', 2006, '10.1016/j.patrec.2005.10.010', { confirmedBy: 'reference lists, Pattern Recognit Lett 27:861' }),
  doi('Fisher', 1935, '10.2307/2342435'),
  doi('Fleiss', 1969, '10.1037/h0028106'),
  doi('Fleiss', 1971, '10.1037/h0031619'),
  doi('Fleiss', 1979, '10.1037/0033-2909.86.5.974'),
  book('Fleiss', 2003, 'Statistical Methods for Rates and Proportions, 3rd edition, Wiley', { confirmedBy: 'catalogue entries and reference lists' }),
  doi('Freeman', 1951, '10.2307/2332323'),
  book('Friedman', 2010, 'Fundamentals of Clinical Trials, 4th edition, Springer', { confirmedBy: 'reference lists' }),
  doi('Gallas', 2009, '10.1080/03610920802610084'),
  doi('Gallas', 2007, '10.1364/JOSAA.24.000B70'),
  doi('Garwood', 1936, '10.1093/biomet/28.3-4.437'),
  doi('Glas', 2003, '10.1016/S0895-4356(03)00177-X'),
  doi('Good', 1952, '10.1111/j.2517-6161.1952.tb00104.x'),
  doi('Gorodkin', 2004, '10.1016/j.compbiolchem.2004.09.006'),
  url('Gretton', 2012, 'https://jmlr.org/papers/v13/gretton12a.html', { confirmedBy: 'reference lists, JMLR 13:723' }),
  url('Guo', 2017, 'https://proceedings.mlr.press/v70/guo17a.html', { confirmedBy: 'reference lists, PMLR 70:1321' }),
  doi('Hanley', 1982, '10.1148/radiology.143.1.7063747'),
  doi('Heimann', 2009, '10.1109/TMI.2009.2013851'),
  doi('Hillis', 2007, '10.1002/sim.2532'),
  doi('Hillis', 2011, '10.1016/j.acra.2010.09.007'),
  doi('Hochberg', 1988, '10.1093/biomet/75.4.800'),
  doi('Hodges', 1963, '10.1214/aoms/1177704172'),
  journal('Holland', 1987, 'Biometrics 43:417'),
  url('Holm', 1979, 'https://www.jstor.org/stable/4615733', { confirmedBy: 'reference lists, Scand J Stat 6:65' }),
  doi('Hommel', 1988, '10.1093/biomet/75.2.383'),
  doi('Hosmer', 1980, '10.1080/03610928008827941'),
  doi('Huttenlocher', 1993, '10.1109/34.232073'),
  clause('ICH E9', 1998, 'ICH E9, Statistical principles for clinical trials, section 3.3.1'),
  doi('Jaccard', 1901, '10.5169/seals-266450'),
  journal('Jiang', 1996, 'Radiology 201:745'),
  doi('Katz', 1978, '10.2307/2530610'),
  doi('Keilwagen', 2014, '10.1371/journal.pone.0092209'),
  journal('Korn', 1998, 'Survey Methodology 24:193, which has no DOIs'),
  url('Krippendorff', 2011, 'https://repository.upenn.edu/asc_papers/43', { confirmedBy: 'reference lists, and R package documentation' }),
  url('Kull', 2019, 'https://arxiv.org/abs/1910.12656', { confirmedBy: 'reference lists, NeurIPS 2019' }),
  doi('Kullback', 1951, '10.1214/aoms/1177729694'),
  book('Levin', 2009, 'Markov Chains and Mixing Times, American Mathematical Society', { confirmedBy: 'reference lists' }),
  doi('Lin', 1989, '10.2307/2532051'),
  doi('Lin', 1991, '10.1109/18.61115'),
  doi('Linnet', 1990, '10.1002/sim.4780091210'),
  book('Lumley', 2010, 'Complex Surveys, Wiley; R package survey'),
  doi('Maier-Hein', 2024, '10.1038/s41592-023-02151-z'),
  doi('Mann', 1947, '10.1214/aoms/1177730491'),
  book('Manning', 2008, 'Introduction to Information Retrieval, Cambridge University Press'),
  doi('Matthews', 1975, '10.1016/0005-2795(75)90109-9'),
  book('Maurer', 1995, 'in Vollmar (ed.), Biometrie in der chemisch-pharmazeutischen Industrie 6:3, Fischer', { confirmedBy: 'R package gMCP and Wiens 2003, with pages 3-18' }),
  doi('McClish', 1989, '10.1177/0272989X8900900307'),
  doi('McGraw', 1996, '10.1037/1082-989X.1.1.30'),
  doi('McNemar', 1947, '10.1007/BF02295996'),
  journal('Mee', 1984, 'Biometrics 40:1175'),
  doi('Mercaldo', 2007, '10.1002/sim.2677'),
  doi('Miettinen', 1985, '10.1002/sim.4780040211'),
  doi('Morikawa', 1995, '10.1080/10543409508835115', { confirmedBy: 'PubMed 8580930, J Biopharm Stat 5:297' }),
  doi('Murphy', 1973, '10.1175/1520-0450(1973)012<0595:ANVPOT>2.0.CO;2'),
  doi('Naeini', 2015, '10.1609/aaai.v29i1.9602'),
  doi('Newcombe', 1998, '10.1002/(SICI)1097-0258(19981130)17:22<2635::AID-SIM954>3.0.CO;2-C', { at: '17:2635' }),
  doi('Newcombe', 1998, '10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E', { at: '17:857' }),
  doi('Newcombe', 1998, '10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I', { at: '17:873' }),
  doi('Newcombe', 2006, '10.1002/sim.2324'),
  doi('Niemeijer', 2011, '10.1109/TMI.2010.2072789', { unconfirmed: 'all' }),
  doi('Nikolov', 2021, '10.2196/26151'),
  doi('Obuchowski', 1994, '10.1097/00004424-199402000-00020'),
  doi('Obuchowski', 1995, '10.1080/03610919508813243'),
  doi('Obuchowski', 1997, '10.2307/2533958'),
  doi('Obuchowski', 1998, '10.1002/(SICI)1097-0258(19980715)17:13<1495::AID-SIM863>3.0.CO;2-I'),
  url('Opitz', 2019, 'https://arxiv.org/abs/1911.03347', { confirmedBy: 'reference lists' }),
  doi('O’Hagan', 2005, '10.1002/pst.175'),
  doi('Passing', 1983, '10.1515/cclm.1983.21.11.709'),
  doi('Pearson', 1900, '10.1080/14786440009463897'),
  url('Pedregosa', 2011, 'https://jmlr.org/papers/v12/pedregosa11a.html', { confirmedBy: 'reference lists, JMLR 12:2825' }),
  book('Pepe', 2003, 'The Statistical Evaluation of Medical Tests for Classification and Prediction, Oxford University Press', { confirmedBy: 'reference lists' }),
  doi('Phipson', 2010, '10.2202/1544-6115.1585'),
  doi('Qin', 2008, '10.1177/0962280207087173', { unconfirmed: 'identifier' }),
  doi('Rao', 1992, '10.2307/2532311'),
  doi('Robin', 2011, '10.1186/1471-2105-12-77'),
  doi('Saha', 2016, '10.1515/ijb-2015-0024'),
  doi('Schröer', 1995, '10.1016/0167-9473(94)00040-P'),
  doi('Schuirmann', 1987, '10.1007/BF01068419'),
  doi('Setio', 2017, '10.1016/j.media.2017.06.015'),
  doi('Shrout', 1979, '10.1037/0033-2909.86.2.420'),
  doi('Simel', 1991, '10.1016/0895-4356(91)90128-V'),
  doi('Sokolova', 2009, '10.1016/j.ipm.2009.03.002', { confirmedBy: 'reference lists, Inf Process Manag 45:427' }),
  doi('Spiegelhalter', 1986, '10.1002/sim.4780050506'),
  journal('Swensson', 1996, 'Med Phys 23:1709'),
  doi('Székely', 2013, '10.1016/j.jspi.2013.03.018'),
  doi('Taha', 2015, '10.1186/s12880-015-0068-x'),
  doi('Tango', 1998, '10.1002/(SICI)1097-0258(19980430)17:8<891::AID-SIM780>3.0.CO;2-B'),
  doi('Vallender', 1974, '10.1137/1118101'),
  doi('Van Calster', 2019, '10.1186/s12916-019-1466-7'),
  book('van Rijsbergen', 1979, 'Information Retrieval, 2nd edition, Butterworths'),
  doi('Vickers', 2006, '10.1177/0272989X06295361'),
  doi('Warfield', 2004, '10.1109/TMI.2004.828354'),
  doi('Wiens', 2003, '10.1002/pst.64'),
  doi('Wilson', 1927, '10.1080/01621459.1927.10502953'),
  doi('Woolf', 1955, '10.1111/j.1469-1809.1955.tb01348.x'),
  doi('Yates', 1934, '10.2307/2983604'),
  doi('Youden', 1950, '10.1002/1097-0142(1950)3:1<32::AID-CNCR2820030106>3.0.CO;2-3'),
  doi('Zweig', 1993, '10.1093/clinchem/39.4.561'),
  doi('Šidák', 1967, '10.1080/01621459.1967.10482935'),
];

/**
 * The publications that a citation names, by author and year.
 * @returns one for each year of the citation that is known, in the order of `REFERENCES`
 */
export function referencesOf(citation: string): Reference[] {
  const text = citation.replaceAll(' & ', ' and ');
  const named = REFERENCES.filter(
    ({ authors, year, at }) =>
      new RegExp(`(^|[^\\p{L}])${authors}($|[^\\p{L}])`, 'u').test(text) &&
      new RegExp(`\\b${year}\\b`).test(text) &&
      (at === undefined || text.includes(at)),
  );
  // `Chakraborty and Zhai 2016` is not also a paper of Chakraborty in another year that the text names.
  return named.filter(
    (one) =>
      !named.some(
        (other) => other !== one && other.year === one.year && other.authors.startsWith(`${one.authors} and`),
      ),
  );
}
