import type { ClientOf } from './procedure.ts';
import { audits } from './audits.ts';
import { campaigns } from './campaigns.ts';
import { catalogue } from './catalogue.ts';
import { claims } from './claims.ts';
import { datasets } from './datasets.ts';
import { effects } from './effects.ts';
import { figures } from './figures.ts';
import { library } from './library.ts';
import { profiles } from './profiles.ts';
import { queue } from './queue.ts';
import { reports } from './reports.ts';
import { runs } from './runs.ts';
import { settings } from './settings.ts';
import { views } from './views.ts';

/** Everything a window or command line can ask, by area and name. Transports carry `area.procedure`. */
export const contract = { datasets, catalogue, campaigns, profiles, queue, runs, views, audits, effects, claims, figures, reports, library, settings };
export type Contract = typeof contract;
export type Client = ClientOf<Contract>;
