import { parseMarkdown, type Block, type Inline } from '../../../shared/domain/markdown.ts';
import { helpPages } from './pages.ts';

/** A section of help that was found: its title, and the address of its page and heading. */
export interface FoundSection {
  title: string;
  to: string;
}

/** A heading within a page of help, and the title of that page. */
export interface HelpHeading extends FoundSection {
  page: string;
}

let headings: readonly HelpHeading[] | null = null;

/** Every heading within the help pages that has an address, in reading order; the pages are read once. */
export function helpHeadings(): readonly HelpHeading[] {
  headings ??= helpPages.flatMap((page) => sectionsOf(page).flatMap(({ title, to }) => (to.includes('#') ? [{ title, to, page: page.title }] : [])));
  return headings;
}

/**
 * The sections of all help pages that hold every word of `wanted`, in reading order, titles before texts.
 * Case does not matter; without a word nothing is found.
 */
export function searchHelp(wanted: string): FoundSection[] {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const holds = (text: string): boolean => words.every((word) => text.toLowerCase().includes(word));
  const sections = helpPages.flatMap(sectionsOf).filter(({ title, text }) => holds(`${title} ${text}`));
  return [...sections.filter(({ title }) => holds(title)), ...sections.filter(({ title }) => !holds(title))].map(({ title, to }) => ({ title, to }));
}

interface Section extends FoundSection {
  text: string;
}

function sectionsOf({ id, source }: { id: string; source: string }): Section[] {
  const sections: Section[] = [];
  for (const block of parseMarkdown(source)) {
    if (block.kind === 'heading') {
      sections.push({ title: plain(block.content), to: `/help/${id}${block.id ? `#${block.id}` : ''}`, text: '' });
    } else {
      const last = sections.at(-1);
      if (last) last.text += ` ${textOf(block)}`;
    }
  }
  return sections;
}

function textOf(block: Exclude<Block, { kind: 'heading' }>): string {
  if (block.kind === 'paragraph') return plain(block.content);
  if (block.kind === 'list') return block.items.map(plain).join(' ');
  if (block.kind === 'table') return [block.head, ...block.rows].map((row) => row.map(plain).join(' ')).join(' ');
  return block.kind === 'code' ? block.text : '';
}

function plain(content: readonly Inline[]): string {
  return content.map(({ text }) => text).join('');
}
