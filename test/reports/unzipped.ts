import { openSource } from '../../src-main/ratings/reading/open-source.ts';

/** The texts of a zip by the paths of its files. */
export async function unzipped(path: string): Promise<Map<string, string>> {
  const source = await openSource(path);
  const texts = new Map<string, string>();
  for (const file of source.files) {
    const chunks: Buffer[] = [];
    for await (const chunk of file.open()) chunks.push(Buffer.from(chunk));
    texts.set(file.path, Buffer.concat(chunks).toString('utf8'));
  }
  source.close();
  return texts;
}
