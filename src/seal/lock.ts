import { digestOfListing } from '../core/digest.js';
import { compareText } from '../core/finding.js';
import type {
  DataManifest,
  DevelopmentOverlap,
  Lock,
  LockedDataVersion,
  LockedFile,
  ModelPackage,
  Protocol,
  ScorerIdentity,
} from '../schema/types.js';

/** A file of the project as it is now. */
export interface PresentFile {
  path: string;
  bytes: number;
  sha256: string;
}

/** Everything a lock binds, read by the caller. */
export interface LockContent {
  /** 1 for the first lock of the project. */
  number: number;
  protocol: Protocol;
  /** Path of the protocol, relative to the project. */
  protocolPath: string;
  model: ModelPackage;
  testData: DataManifest;
  rehearsalData: DataManifest;
  developmentOverlap: DevelopmentOverlap;
  /** Versions of training and tuning data; undefined when the package states none. */
  modelData?: LockedDataVersion[] | undefined;
  scorer: ScorerIdentity;
  rehearsal: Lock['rehearsal'];
  /** Every file of the project that can be bound; see `bindablePath`. */
  files: readonly PresentFile[];
}

/**
 * The lock of this content: the same content gives the same lock, byte for byte, so it holds no time (the ledger entry
 * does). `model.sha256` is the digest of the listing of descriptor and package files, see `modelPackageDigest`.
 * The caller has checked that every file named by protocol, package and manifests is among `files`.
 */
export function buildLock(content: LockContent): Lock {
  const { protocol, protocolPath, model, testData, rehearsalData } = content;
  const roles = rolesOf(content);
  const digests = new Map(content.files.map((file) => [file.path, file.sha256]));
  const digestAt = (path: string): string => digests.get(path) ?? '';
  const descriptor = protocol.model.package;
  return {
    kind: 'lock',
    schemaVersion: 1,
    number: content.number,
    protocol: {
      id: protocol.id,
      version: protocol.version,
      path: protocolPath,
      sha256: digestAt(protocolPath),
    },
    model: {
      id: model.id,
      version: model.version,
      descriptor,
      ...(content.modelData === undefined ? {} : { dataVersion: content.modelData }),
      sha256: modelPackageDigest(content),
    },
    data: {
      id: testData.id,
      version: testData.version,
      manifest: protocol.data.test,
      sha256: digestAt(protocol.data.test),
    },
    rehearsalData: {
      id: rehearsalData.id,
      version: rehearsalData.version,
      manifest: protocol.data.rehearsal,
      sha256: digestAt(protocol.data.rehearsal),
    },
    developmentOverlap: content.developmentOverlap,
    reference: { path: protocol.referenceStandard.file, sha256: digestAt(protocol.referenceStandard.file) },
    ...lockedComparators(protocol, digestAt),
    scorer: content.scorer,
    looks: protocol.access.looks,
    rehearsal: content.rehearsal,
    files: content.files
      .map((file) => ({ ...file, role: 'accompanying', ...roles.get(file.path) }))
      .sort((a, b) => compareText(a.path, b.path)),
  };
}

function lockedComparators(
  { comparators, referenceStandard }: Protocol,
  digestAt: (path: string) => string,
): Pick<Lock, 'comparators'> {
  if (comparators === undefined) return {};
  return {
    comparators: comparators.map(({ id, name, version, file }) => {
      const path = file ?? referenceStandard.file;
      return { id, name, version, path, sha256: digestAt(path) };
    }),
  };
}

/** Paths that the protocol, the model package and the manifests name: a lock without one of them binds nothing. */
export function namedPaths(
  content: Pick<LockContent, 'protocol' | 'protocolPath' | 'model' | 'testData' | 'rehearsalData'>,
): string[] {
  return [...rolesOf(content).keys()];
}

/** Descriptor and files of the model package, relative to the project. */
export function modelPaths(protocol: Protocol, model: ModelPackage): string[] {
  const descriptor = protocol.model.package;
  const folder = descriptor.slice(0, descriptor.lastIndexOf('/') + 1);
  return [descriptor, ...model.files.map((file) => `${folder}${file.path}`)];
}

/** One digest for the whole package: `digestOfListing` over descriptor and files. */
export function modelPackageDigest(content: Pick<LockContent, 'protocol' | 'model' | 'files'>): string {
  const paths = new Set(modelPaths(content.protocol, content.model));
  return digestOfListing(content.files.filter(({ path }) => paths.has(path)));
}

/**
 * Whether a lock binds the file: everything of the project but what comes later (evidence, dossier), the keys, and what
 * editors and version control keep in hidden folders and backup files.
 */
export function bindablePath(path: string): boolean {
  const steps = path.split('/');
  const name = steps.at(-1) ?? '';
  if (['evidence', 'dossier', 'keys'].includes(steps[0] ?? '') && steps.length > 1) return false;
  if (steps.slice(0, -1).some((step) => step.startsWith('.'))) return false;
  return !/^(\.DS_Store|\.tmp-.*|\._.*|.*~|\..*\.sw[a-p]|Thumbs\.db)$/.test(name);
}

type RoleOf = Map<string, Partial<LockedFile> & { role: string }>;

function rolesOf(
  content: Pick<LockContent, 'protocol' | 'protocolPath' | 'model' | 'testData' | 'rehearsalData'>,
): RoleOf {
  const { protocol, protocolPath, model, testData, rehearsalData } = content;
  const roles: RoleOf = new Map();
  // Later words win: a file named twice keeps the role nearest to the numbers.
  for (const file of rehearsalData.files) roles.set(file.path, imageRole(file, 'rehearsal-image'));
  roles.set(protocol.data.rehearsal, { role: 'rehearsal-manifest' });
  roles.set(protocol.referenceStandard.rehearsalFile, { role: 'rehearsal-reference' });
  for (const { rehearsalFile } of protocol.comparators ?? [])
    if (rehearsalFile !== undefined) roles.set(rehearsalFile, { role: 'rehearsal-comparator' });
  if (protocol.data.development !== undefined)
    roles.set(protocol.data.development, { role: 'development-keys' });
  const [descriptor = '', ...packageFiles] = modelPaths(protocol, model);
  roles.set(descriptor, { role: 'model-descriptor' });
  packageFiles.forEach((path, index) => {
    roles.set(path, { role: model.files[index]?.role === 'weights' ? 'model-weights' : 'model-file' });
  });
  for (const file of testData.files) roles.set(file.path, imageRole(file, 'image'));
  for (const { file } of protocol.comparators ?? [])
    if (file !== undefined) roles.set(file, { role: 'comparator' });
  roles.set(protocol.data.test, { role: 'data-manifest' });
  roles.set(protocol.referenceStandard.file, { role: 'reference' });
  roles.set(protocolPath, { role: 'protocol' });
  return roles;
}

function imageRole(
  file: DataManifest['files'][number],
  role: string,
): Partial<LockedFile> & { role: string } {
  return {
    role,
    'sha256-header': file['sha256-header'],
    'sha256-pixels-le': file['sha256-pixels-le'],
  };
}
