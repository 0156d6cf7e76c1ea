import type { Router, RouterHistory } from 'vue-router';
import { createRouter, createWebHashHistory } from 'vue-router';

/**
 * The addresses of the lab, after the hash: filters, figure and pin live in their queries. Every view is
 * loaded when it is first shown.
 */
export function createLabRouter(history: RouterHistory = createWebHashHistory()): Router {
  return createRouter({
    history,
    routes: [
      { path: '/', name: 'home', component: () => import('./views/home/HomeView.vue') },
      { path: '/datasets', name: 'datasets', component: () => import('./views/datasets/DatasetsView.vue') },
      { path: '/datasets/:name', name: 'dataset', props: true, component: () => import('./views/datasets/DatasetView.vue') },
      { path: '/datasets/:name/items', name: 'dataset-items', props: true, component: () => import('./views/datasets/ItemsView.vue') },
      { path: '/queue', name: 'queue', component: () => import('./views/queue/QueueView.vue') },
      { path: '/runs', name: 'runs', component: () => import('./views/runs/RunsView.vue') },
      { path: '/runs/:run', name: 'run', props: true, component: () => import('./views/run/RunView.vue') },
      { path: '/runs/:run/audit', name: 'run-audit', props: true, component: () => import('./views/audit/AuditView.vue') },
      { path: '/audits', name: 'audits', component: () => import('./views/audit/AuditsView.vue') },
      { path: '/audits/:audit', name: 'audit', props: true, component: () => import('./views/audit/AuditView.vue') },
      { path: '/compare', name: 'compare-runs', component: () => import('./views/compare/CompareView.vue') },
      { path: '/design/new', name: 'design-new', component: () => import('./views/design/DesignView.vue') },
      { path: '/campaigns/:campaign', redirect: (to) => ({ name: 'compare', params: to.params }) },
      { path: '/campaigns/:campaign/design', name: 'design', props: true, component: () => import('./views/design/DesignView.vue') },
      { path: '/campaigns/:campaign/runs', name: 'campaign-runs', props: true, component: () => import('./views/runs/RunsView.vue') },
      { path: '/campaigns/:campaign/compare', name: 'compare', props: true, component: () => import('./views/compare/CompareView.vue') },
      { path: '/campaigns/:campaign/report', name: 'report', props: true, component: () => import('./views/report/ReportView.vue') },
      { path: '/paper/:tab?', name: 'paper', props: true, component: () => import('./views/paper/PaperView.vue') },
      { path: '/settings/library', name: 'library', component: () => import('./views/settings/LibraryView.vue') },
      { path: '/settings/shortcuts', name: 'shortcuts', component: () => import('./views/settings/ShortcutsView.vue') },
      { path: '/settings', name: 'settings', component: () => import('./views/settings/SettingsView.vue') },
      { path: '/help/:page?', name: 'help', props: true, component: () => import('./views/help/HelpView.vue') },
      { path: '/:unknown(.*)*', redirect: { name: 'home' } },
    ],
  });
}
