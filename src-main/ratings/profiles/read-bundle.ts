import { bundleFiles, bundleHeadSchema, type BundleHead } from '../../../shared/domain/bundle.ts';
import { shareBuying } from '../../../shared/domain/campaign.ts';
import { LabError } from '../../../shared/domain/errors.ts';
import { issueSentence } from '../../../shared/domain/issue-sentence.ts';
import type { RatingsByRow } from '../ratings-dataset.ts';
import { badFile } from '../reading/bad-input.ts';
import { openSource } from '../reading/open-source.ts';
import type { Source, SourceFile } from '../reading/source.ts';
import { readProfileTable, type AttackedData, type ReadProfiles } from './read-profiles.ts';

/** An attack bundle, open; close it when done. */
export interface OpenBundle {
  head: BundleHead;
  /**
   * Its profiles, for the data set that it names.
   * @throws LabError bad-input when they are damaged or not those that the bundle says
   */
  profiles(dataset: AttackedData): Promise<ReadProfiles>;
  close(): void;
}

const largestManifest = 64 << 20;

/**
 * Opens an attack bundle under the rules for strangers' zips, and reads what it says of itself.
 * @throws LabError bad-input naming file and field; 'cancelled'
 */
export async function openBundle(path: string, cancelled: () => boolean): Promise<OpenBundle> {
  const source = await openSource(path);
  try {
    if (source.kind === 'file') throw badFile(source.name, 'is no zip; an attack bundle is one (import a table of profiles as profiles)');
    const head = await readHead(find(source, bundleFiles.manifest), cancelled);
    const table = find(source, bundleFiles.profiles);
    return {
      head,
      async profiles(dataset) {
        const { users } = head.profiles;
        if (users > dataset.userIds.length) {
          throw badFile(source.name, `says it has ${users} malicious users, more than the ${dataset.userIds.length} genuine ones`);
        }
        const read = await readProfileTable(table, { labels: null, units: 'shifted', dataset }, cancelled);
        const profiles = inNumberedRows(read, users, table.label);
        return { ...read, profiles, maliciousShare: shareBuying(profiles.users, dataset.userIds.length) };
      },
      close: () => source.close(),
    };
  } catch (error) {
    source.close();
    throw error;
  }
}

function find(source: Source, name: string): SourceFile {
  const file = source.files.find(({ path }) => path === name);
  if (file) return file;
  throw badFile(source.name, `holds no ${name}, so it is no attack bundle`);
}

async function readHead(file: SourceFile, cancelled: () => boolean): Promise<BundleHead> {
  if (file.bytes > largestManifest) throw badFile(file.label, 'is larger than 64 MiB, which none is');
  const chunks: Buffer[] = [];
  for await (const chunk of file.open()) {
    if (cancelled()) throw new LabError('cancelled', `reading ${file.label} was cancelled`);
    chunks.push(Buffer.from(chunk));
  }
  const parsed = bundleHeadSchema.safeParse(parseJson(Buffer.concat(chunks), file.label));
  if (parsed.success) return parsed.data;
  const complaints = parsed.error.issues.map((issue) => ({ file: file.label, path: issue.path.join('.'), message: issueSentence(issue) }));
  const [{ path, message }] = complaints;
  throw new LabError('bad-input', `${file.label}: ${path}: ${message} It is no bundle that this version reads.`, complaints);
}

function parseJson(bytes: Buffer, label: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw badFile(label, 'is no JSON in UTF-8');
  }
}

/** Row i is user i + 1, also where a user rates nothing: a table of ratings cannot show those. */
function inNumberedRows({ profiles, userIds }: ReadProfiles, users: number, label: string): RatingsByRow {
  const rowStart = new Int32Array(users + 1);
  userIds.forEach((id, row) => {
    const number = Number(id);
    if (!(Number.isInteger(number) && number >= 1 && number <= users)) {
      throw badFile(label, `user ${id.slice(0, 40)} is none of 1 to ${users}, which ${bundleFiles.manifest} says there are`);
    }
    rowStart[number] = profiles.rowStart[row + 1];
  });
  for (let user = 1; user <= users; user++) rowStart[user] = Math.max(rowStart[user], rowStart[user - 1]);
  return { ...profiles, users, rowStart };
}
