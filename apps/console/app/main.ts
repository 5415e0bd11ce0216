import { VueQueryPlugin } from '@tanstack/vue-query';
import '@fontsource/andika/latin-400.css';
import '@fontsource/andika/latin-700.css';
import '@fontsource/fredoka/latin-500.css';
import '@fontsource/fredoka/latin-600.css';
import { createApp } from 'vue';
import App from './App.vue';
import { restoreSession } from '../api/session/session.js';
import { queryClient } from '../api/session/query-client.js';
import { i18n, locale } from '../i18n/i18n.js';
import { messagesLoaded } from '../i18n/messages.js';
import { router } from './router.js';
import { reportErrors } from './report-errors.js';
import '../ui/style.css';
import '../ui/composables/theme.js';

document.documentElement.lang = locale;
// Before the first route is chosen: a reload must not show the sign-in page to somebody who is signed in.
await Promise.all([restoreSession(), messagesLoaded()]);
const app = createApp(App).use(i18n).use(VueQueryPlugin, { queryClient }).use(router);
reportErrors(app, router);
app.mount('#app');
