/** What became of a campaign's runs when it was queued: `Queued 288 runs of Figure 1.`, `From the store, nothing computed: 1,192 runs of Figure 1.` */
export function queuedInWords(campaign: string, queued: number, stored: number): string[] {
  const runs = (count: number) => `${count.toLocaleString('en')} ${count === 1 ? 'run' : 'runs'}`;
  return [
    ...(queued > 0 ? [`Queued ${runs(queued)} of ${campaign}.`] : []),
    ...(stored > 0 ? [`From the store, nothing computed: ${runs(stored)} of ${campaign}.`] : []),
  ];
}
