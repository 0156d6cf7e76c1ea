import { createPinia } from 'pinia';
import { createApp } from 'vue';
import './style/fonts.css';
import './style/tokens.css';
import './style/base.css';
import './style/menu.css';
import App from './App.vue';
import { apiKey, createApi } from './api.ts';
import { createLabRouter } from './router.ts';
import { createTransport } from './transport/transport.ts';

const app = createApp(App);
app.provide(apiKey, createApi(createTransport(window)));
app.use(createPinia());
app.use(createLabRouter());
app.mount('#app');
