import { VueQueryPlugin } from '@tanstack/vue-query';
import '@fontsource/andika/latin-400.css';
import '@fontsource/andika/latin-700.css';
import '@fontsource/fredoka/latin-500.css';
import '@fontsource/fredoka/latin-600.css';
import { createApp } from 'vue';
import App from './App.vue';
import { restoreSession } from '../api/session/session.js';
import { queryClient } from '../api/session/query-client.js';
import { router } from './router.js';
import { reportErrors } from './report-errors.js';
import '../ui/style.css';
import '../ui/composables/theme.js';

// Before the first route is chosen: a reload must not show the sign-in page to somebody who is signed in.
await restoreSession();
const app = createApp(App).use(VueQueryPlugin, { queryClient }).use(router);
reportErrors(app, router);
app.mount('#app');
