import { LineController, LineElement, LinearScale, LogarithmicScale, PointElement } from 'chart.js';

/** The parts of chart.js that figures are made of: `Chart.register(...chartParts)` once before drawing. */
export const chartParts = [LineController, LineElement, PointElement, LinearScale, LogarithmicScale];
