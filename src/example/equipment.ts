/** An X-ray unit as a header names it, and how its images look. All brands are invented. */
export interface Equipment {
  manufacturer: string;
  model: string;
  softwareVersions: string;
  deviceSerialNumber: string;
  modality: 'DX' | 'CR';
  photometric: 'MONOCHROME1' | 'MONOCHROME2';
  /** Stored value × slope + intercept = modality value. The DX object allows only 1 and 0 (PS3.3 C.8.11.3). */
  rescale: { slope: number; intercept: number };
  kvp: number;
  /** Stored value of zero attenuation, and stored values per unit of attenuation. */
  offset: number;
  gain: number;
  /** Standard deviation of the noise behind nothing, units of attenuation. */
  noise: number;
  /** Unevenness of exposure over the field, units of attenuation. */
  heel: number;
  /** What stands where the collimator was closed, units of attenuation. */
  shutter: number;
  blurPasses: number;
}

const VELORAD_40: Equipment = {
  manufacturer: 'Velorad Imaging',
  model: 'VR-40 DX',
  softwareVersions: '4.2.1',
  deviceSerialNumber: 'SYN-V40',
  modality: 'DX',
  photometric: 'MONOCHROME2',
  rescale: { slope: 1, intercept: 0 },
  kvp: 52,
  offset: 180,
  gain: 2400,
  noise: 0.012,
  heel: 0.08,
  shutter: 0,
  blurPasses: 1,
};

const VELORAD_60: Equipment = {
  ...VELORAD_40,
  model: 'VR-60 DX',
  softwareVersions: '6.0.3',
  deviceSerialNumber: 'SYN-V60',
  kvp: 50,
  offset: 220,
  gain: 2550,
  noise: 0.009,
  heel: 0.05,
};

const OSTREA_ONE: Equipment = {
  manufacturer: 'Ostrea Systems',
  model: 'Ostrea One',
  softwareVersions: '2.11',
  deviceSerialNumber: 'SYN-O1',
  modality: 'DX',
  photometric: 'MONOCHROME1',
  rescale: { slope: 1, intercept: 0 },
  kvp: 55,
  offset: 320,
  gain: 2150,
  noise: 0.011,
  heel: 0.1,
  shutter: 0.05,
  blurPasses: 1,
};

/** An older plate reader: CR object, where other rescale values are allowed; noisier and softer. */
const OSTREA_PLATE: Equipment = {
  ...OSTREA_ONE,
  model: 'Ostrea Plate',
  softwareVersions: '1.7',
  deviceSerialNumber: 'SYN-OP',
  modality: 'CR',
  rescale: { slope: 0.25, intercept: -24 },
  kvp: 57,
  gain: 2000,
  noise: 0.017,
  heel: 0.13,
  blurPasses: 2,
};

/** Site → its units, each with its share of the site's work. */
export const SITE_EQUIPMENT: Record<string, { share: number; equipment: Equipment }[]> = {
  A: [
    { share: 0.7, equipment: VELORAD_60 },
    { share: 0.3, equipment: OSTREA_ONE },
  ],
  B: [
    { share: 0.6, equipment: OSTREA_ONE },
    { share: 0.4, equipment: VELORAD_40 },
  ],
  C: [
    { share: 0.55, equipment: OSTREA_PLATE },
    { share: 0.45, equipment: VELORAD_40 },
  ],
};
