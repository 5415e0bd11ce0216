/* Made from the OpenAPI document: npm run build && node dist/apps/api/reference/write-api-reference.js */

export interface paths {
    "/api/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make an account */
        post: operations["AuthController_register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in */
        post: operations["AuthController_login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Get a new access token for the refresh cookie */
        post: operations["AuthController_refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign out */
        post: operations["AuthController_logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See who is signed in */
        get: operations["AuthController_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/verify-email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm an address by the mail’s token */
        post: operations["AccountsController_verifyEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/resend-verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send that mail again */
        post: operations["AccountsController_resend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/forgot-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for a mail to choose a new password */
        post: operations["AccountsController_forgot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/reset-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Choose a new password by the mail’s token */
        post: operations["AccountsController_reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See how far the archive is */
        get: operations["AccountController_getExport"];
        put?: never;
        /** Have everything about oneself packed into an archive */
        post: operations["AccountController_startExport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/export/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download the archive */
        get: operations["AccountController_download"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/erasure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See whether it is to be erased */
        get: operations["AccountController_getErasure"];
        put?: never;
        /** Ask for one’s account to be erased */
        post: operations["AccountController_askErasure"];
        /** Keep the account after all */
        delete: operations["AccountController_takeBack"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/erasure/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keep it after all, by the mail’s token */
        post: operations["AccountController_undo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/support/account-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List exports and erasures */
        get: operations["StaffAccountController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/support/account-requests/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try an export or erasure again that failed */
        post: operations["StaffAccountController_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/accounts/{id}/erasure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Erase an account at once */
        post: operations["StaffAccountController_erase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/support/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find jobs of all authors */
        get: operations["SupportJobsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/support/jobs/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count them by state */
        get: operations["SupportJobsController_counts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/support/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Explain a job */
        get: operations["SupportJobsController_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/support/jobs/{id}/look": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** See the author’s own words, with a reason */
        post: operations["SupportJobsController_look"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/support/jobs/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See every attempt of every step */
        get: operations["SupportJobsController_timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/support/jobs/{id}/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a job’s log */
        get: operations["SupportJobsController_logs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/support/jobs/{id}/customer-view": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See what the author sees */
        get: operations["SupportJobsController_customerView"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/support/jobs/{id}/customer-view/pages/{number}/art.png": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See a page as the author sees it */
        get: operations["SupportJobsController_customerPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/support/jobs/{id}/acts/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Preview a support action */
        post: operations["SupportJobsController_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/support/jobs/{id}/acts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Retry, edit, skip, pause, resume, cancel or end a job */
        post: operations["SupportJobsController_act"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/support/failures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List failures by cause */
        get: operations["FailuresController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/support/failures/{fingerprint}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See one cause */
        get: operations["FailuresController_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Resolve, ignore, assign or note a cause */
        patch: operations["FailuresController_patch"];
        trace?: never;
    };
    "/api/support/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List saved views */
        get: operations["ViewsController_list"];
        put?: never;
        /** Save a view */
        post: operations["ViewsController_save"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/support/views/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete a view of one’s own */
        delete: operations["ViewsController_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/support/staff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List support staff */
        get: operations["ViewsController_staff"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/support/bulk/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** See what a bulk action would do */
        post: operations["BulkActionsController_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/support/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List bulk actions */
        get: operations["BulkActionsController_list"];
        put?: never;
        /** Apply a support action to many jobs */
        post: operations["BulkActionsController_start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/support/bulk/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See a bulk action */
        get: operations["BulkActionsController_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/support/bulk/{id}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List its jobs */
        get: operations["BulkActionsController_items"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/support/bulk/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve somebody else’s bulk action */
        post: operations["BulkActionsController_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/support/bulk/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop a bulk action */
        post: operations["BulkActionsController_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/support/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the audit log */
        get: operations["AuditController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/support/audit/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Check its chain of hashes */
        get: operations["AuditController_check"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/support/audit.jsonl": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download the audit log */
        get: operations["AuditController_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/books/trash": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the deleted books */
        get: operations["TrashController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/books/trash/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete a book for good */
        delete: operations["TrashController_purge"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/books/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See a book */
        get: operations["BooksController_get"];
        put?: never;
        post?: never;
        /** Delete a book: move it to the trash */
        delete: operations["TrashController_remove"];
        options?: never;
        head?: never;
        /** Change a book */
        patch: operations["BooksController_patch"];
        trace?: never;
    };
    "/api/books/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Restore a book from the trash */
        post: operations["TrashController_restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/books": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List one’s books, or search them */
        get: operations["BooksController_list"];
        put?: never;
        /** Make a book */
        post: operations["BooksController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/books/{id}/duplicate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Copy a book */
        post: operations["BooksController_duplicate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/books/{id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Preview a book */
        get: operations["BooksController_preview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/books/{id}/ai-request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See what the AI provider is sent */
        get: operations["BooksController_aiRequest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/books/{id}/preflight": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the printer’s check */
        get: operations["BooksController_preflight"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/books/{id}/pages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List a book’s pages */
        get: operations["PagesController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/books/{id}/pages/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a page: words, prompt, lock, shown version */
        patch: operations["PagesController_patch"];
        trace?: never;
    };
    "/api/books/{id}/pages/{number}/touch-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Draw on a page with brush and eraser */
        post: operations["PagesController_touchUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/books/{id}/pages/{number}/art": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See a page’s drawing as SVG */
        get: operations["PagesController_svg[0]"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/books/{id}/pages/{number}/art.svg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See a page’s drawing as SVG */
        get: operations["PagesController_svg[1]"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/books/{id}/pages/{number}/art.png": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See a page’s drawing as PNG */
        get: operations["PagesController_png"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/estimates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Estimate time and cost of a book */
        get: operations["EstimatesController_estimate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List jobs */
        get: operations["JobsController_list"];
        put?: never;
        /** Draw a book, print it, or bring it to Drive */
        post: operations["JobsController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See a job */
        get: operations["JobsController_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Follow a job */
        get: operations["JobsController_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}/artifacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List a job’s files */
        get: operations["JobsController_listArtifacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pause a job */
        post: operations["JobsController_pause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a paused job go on */
        post: operations["JobsController_resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel a job */
        post: operations["JobsController_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try again what did not succeed */
        post: operations["JobsController_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}/pages/{number}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try a refused page again */
        post: operations["JobsController_retryPage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}/pages/{number}/skip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Go on without a refused page */
        post: operations["JobsController_skipPage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Follow everything that one may see */
        get: operations["EventsController_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/artifacts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download a file */
        get: operations["ArtifactsController_download"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/artifacts/{id}/pages/{number}/picture.png": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See a page of a file */
        get: operations["ArtifactsController_picture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/payments/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See what there is to buy */
        get: operations["PlansController_plans"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/payments/subscription": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See one’s plan and payments */
        get: operations["PaymentsController_subscription"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/payments/create-checkout-session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Buy a plan */
        post: operations["PaymentsController_checkout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/payments/orders/{id}/look": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask Stripe how an order stands */
        post: operations["PaymentsController_look"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/payments/change-plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change to another plan */
        post: operations["PaymentsController_change"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/payments/cancel-subscription": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End the plan with what is paid */
        post: operations["PaymentsController_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/payments/reactivate-subscription": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keep the plan after all */
        post: operations["PaymentsController_reactivate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/payments/portal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open Stripe’s page for cards */
        post: operations["PaymentsController_portal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/payments/webhook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take an event of Stripe’s, by its signature */
        post: operations["WebhookController_receive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/finance/payments/{id}/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refund a payment */
        post: operations["RefundsController_refund"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/support/customers/{id}/billing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See an author’s plan and payments */
        get: operations["CustomerBillingController_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/support/customers/{id}/grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give an author a plan for some days */
        post: operations["CustomerBillingController_grant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/finance/reconciliations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List reconciliations */
        get: operations["RunsController_list"];
        put?: never;
        /** Reconcile, or rehearse other rules */
        post: operations["RunsController_start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/finance/reconciliations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See a reconciliation */
        get: operations["RunsController_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/finance/reconciliations/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Follow a reconciliation */
        get: operations["RunsController_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/finance/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the rules */
        get: operations["RunsController_rules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/finance/items.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download exceptions */
        get: operations["ExportsController_itemsFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/finance/payments.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download payments */
        get: operations["ExportsController_paymentsFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/finance/ledger.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download a month of the ledger */
        get: operations["ExportsController_ledgerFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/finance/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List exceptions */
        get: operations["ExceptionsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/finance/items/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Apply an action to many exceptions */
        post: operations["ExceptionsController_bulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/finance/items/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See an exception */
        get: operations["ExceptionsController_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Assign an exception or set when it is due */
        patch: operations["ExceptionsController_patch"];
        trace?: never;
    };
    "/api/finance/items/{id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Comment on an exception */
        post: operations["ExceptionsController_comment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/finance/items/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Resolve an exception with a reason */
        post: operations["ExceptionsController_resolve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/finance/items/{id}/repair": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See what its repair would do */
        get: operations["ExceptionsController_preview"];
        put?: never;
        /** Confirm the repair as it was shown */
        post: operations["ExceptionsController_repair"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/finance/staff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List finance staff */
        get: operations["ExceptionsController_staff"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/finance/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See a month in figures */
        get: operations["MoneyController_overview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/finance/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List payments */
        get: operations["MoneyController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/finance/payments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Trace a payment */
        get: operations["MoneyController_trace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/finance/trace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find payments by any id, or by amount */
        get: operations["MoneyController_find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/finance/margins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See what each book earned */
        get: operations["MoneyController_marginsOf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/finance/periods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List months */
        get: operations["PeriodsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/finance/periods/{month}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See a month */
        get: operations["PeriodsController_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/finance/periods/{month}/prepare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Prepare a month for closing */
        post: operations["PeriodsController_prepare"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/finance/periods/{month}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close a month that somebody else has prepared */
        post: operations["PeriodsController_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/finance/periods/{month}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download a month’s evidence */
        get: operations["PeriodsController_evidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/finance/periods/{month}/report.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download a month’s report */
        get: operations["PeriodsController_report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/drive/connection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See one’s Google Drive */
        get: operations["ConnectionController_view"];
        put?: never;
        post?: never;
        /** Disconnect */
        delete: operations["ConnectionController_end"];
        options?: never;
        head?: never;
        /** Choose how often it is synced */
        patch: operations["ConnectionController_change"];
        trace?: never;
    };
    "/api/drive/connect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin to connect */
        post: operations["ConnectionController_connect"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/drive/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sync now */
        post: operations["ConnectionController_sync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/drive/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Come back from Google’s page */
        get: operations["ConnectionController_callback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/drive/books": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List books and their Drive sync */
        get: operations["DriveBooksController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/drive/books/{bookId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Keep a book in Drive, or no longer */
        put: operations["DriveBooksController_set"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/drive/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List files and how they stand */
        get: operations["DriveBooksController_files"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/drive/files/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Choose between a page’s two pictures */
        post: operations["DriveBooksController_resolve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/drive/files/{id}/picture": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See the picture in Drive */
        get: operations["DrivePictureController_picture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List batches */
        get: operations["BatchesController_list"];
        put?: never;
        /** Draw, redraw, print or sync many books */
        post: operations["BatchesController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batches/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See a batch */
        get: operations["BatchesController_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batches/{id}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List its books */
        get: operations["BatchesController_items"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batches/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel a batch */
        post: operations["BatchesController_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batches/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try its failed books again */
        post: operations["BatchesController_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batches/{id}/zip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download its archive */
        get: operations["BatchesController_zip"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send edits made offline, and hear what changed */
        post: operations["SyncController_apply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/support/board-session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open a session of the queue board */
        post: operations["BoardController_open"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Ask whether the process lives */
        get: operations["HealthController_live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Ask whether it can work */
        get: operations["HealthController_ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/monitoring/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See the state of every part */
        get: operations["OperationsController_parts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/monitoring/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See the figures of operation */
        get: operations["OperationsController_metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Scrape metrics (Prometheus) */
        get: operations["MetricsController_metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/monitoring/analytics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See the figures of a period */
        get: operations["AnalyticsController_of"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/monitoring/analytics.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download them */
        get: operations["AnalyticsController_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/monitoring/performance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See how fast each step is */
        get: operations["AnalyticsController_speed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/monitoring/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List alerts */
        get: operations["AlertsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/monitoring/alerts/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count alerts */
        get: operations["AlertsController_counts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/monitoring/alerts/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that one is on it */
        post: operations["AlertsController_acknowledge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/monitoring/alert-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the rules */
        get: operations["AlertsController_rules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/monitoring/alert-rules/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a rule */
        patch: operations["AlertsController_set"];
        trace?: never;
    };
    "/api/monitoring/errors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List unforeseen errors by cause */
        get: operations["ErrorsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/monitoring/errors/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Resolve, ignore or reopen a cause */
        patch: operations["ErrorsController_set"];
        trace?: never;
    };
    "/api/monitoring/console-errors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell of an error in the browser */
        post: operations["ErrorsController_ofConsole"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/mail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List mails and what became of them */
        get: operations["MailController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/mail/{id}/open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read a mail, with a reason */
        post: operations["MailController_open"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Session: {
            accessToken: string;
            /** @description Seconds */
            expiresIn: number;
            user: components["schemas"]["User"];
        };
        User: {
            /** Format: uuid */
            id: string;
            email: string;
            name: string;
            /** @enum {string} */
            role: "author" | "support" | "finance" | "admin";
            /** @description The address is theirs; needed to start jobs */
            verified: boolean;
        };
        Problem: {
            /** @description Stable URI of this kind of problem */
            type: string;
            title: string;
            status: number;
            detail: string;
            code: string;
            requestId: string;
            errors?: {
                path: string;
                message: string;
            }[];
        };
        AccountExport: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            state: "queued" | "packing" | "needs-attention" | "ready" | "expired";
            /** Format: date-time */
            createdAt: string;
            readyAt: string | null;
            /** @description Until then it can be downloaded */
            expiresAt: string | null;
            /** @description Bytes */
            size: number | null;
            sha256: string | null;
            fileName: string;
            /** @description What it waits for */
            message: string | null;
        };
        AccountErasure: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            state: "waiting" | "running" | "needs-attention" | "done" | "taken-back";
            /** @enum {string} */
            step: "grace" | "jobs" | "drive" | "stripe" | "records" | "files" | "letter" | "done";
            /** Format: date-time */
            askedAt: string;
            /**
             * Format: date-time
             * @description Until then it can be taken back
             */
            eraseAt: string;
            message: string | null;
        };
        Retained: {
            /** @enum {string} */
            kind: "payments" | "ledger" | "audit" | "staff" | "drive" | "stripe" | "tombstone";
            words: string;
        };
        AccountRequest: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "export-account" | "erase-account";
            state: ("queued" | "packing" | "needs-attention" | "ready" | "expired") | ("waiting" | "running" | "needs-attention" | "done" | "taken-back");
            step: string;
            /** @enum {string} */
            askedBy: "person" | "admin" | "restore";
            person: {
                /** Format: uuid */
                id: string;
                email: string;
                name: string;
            } | null;
            code: string | null;
            message: string | null;
            kept: components["schemas"]["Retained"][];
            /** Format: date-time */
            createdAt: string;
            endedAt: string | null;
        };
        SupportJobSummary: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "generate-book" | "export-book" | "sync-drive";
            /** @enum {string} */
            state: "queued" | "running" | "paused" | "needs-attention" | "completed" | "completed-with-skips" | "failed" | "canceled";
            /** Format: uuid */
            bookId: string;
            title: string;
            /** @enum {string} */
            provider: "built-in" | "openai";
            /** @enum {string} */
            step: "queued" | "story" | "pages" | "interior-pdf" | "cover-pdf" | "preflight" | "drive" | "done";
            progress: {
                done: number;
                total: number;
            };
            failure: {
                code: string;
                message: string;
            } | null;
            receipt: {
                pagesDrawn: number[];
                pagesSkipped: number[];
                pagesMissing: number[];
                /** @description Drawings made by this job, redone ones included */
                drawings: number;
                providerCalls: number;
                /** @description Millionths of the currency unit */
                costMicros: number;
                currency: string;
            } | null;
            retryOf: string | null;
            /** @description The batch that asked for it */
            batchId: string | null;
            /** Format: date-time */
            createdAt: string;
            startedAt: string | null;
            firstPageAt: string | null;
            endedAt: string | null;
            owner: {
                /** Format: uuid */
                id: string;
                email: string;
                name: string;
            };
            refusedPages: number[];
        };
        JobCounts: {
            total: number;
            byState: {
                [key: string]: number;
            };
        };
        SupportJob: {
            job: components["schemas"]["Job"];
            owner: {
                /** Format: uuid */
                id: string;
                email: string;
                name: string;
            };
            explanation: {
                headline: string;
                detail: string;
                nextAct: ("retry" | "retry-pages" | "edit-and-rerun" | "skip-pages" | "pause" | "resume" | "cancel" | "terminate") | null;
                nextWords: string | null;
                nextPages: number[];
            };
            /** @description Possible now */
            acts: ("retry" | "retry-pages" | "edit-and-rerun" | "skip-pages" | "pause" | "resume" | "cancel" | "terminate")[];
            fingerprints: string[];
            temporal: {
                workflowId: string;
                runId: string | null;
                status: string;
                url: string | null;
            };
            relatives: {
                /** Format: uuid */
                id: string;
                /** @enum {string} */
                state: "queued" | "running" | "paused" | "needs-attention" | "completed" | "completed-with-skips" | "failed" | "canceled";
                /** @enum {string} */
                relation: "retry-of" | "retried-by";
            }[];
            input: unknown | null;
            mayLook: boolean;
        };
        Job: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "generate-book" | "export-book" | "sync-drive";
            /** @enum {string} */
            state: "queued" | "running" | "paused" | "needs-attention" | "completed" | "completed-with-skips" | "failed" | "canceled";
            /** Format: uuid */
            bookId: string;
            title: string;
            /** @enum {string} */
            provider: "built-in" | "openai";
            /** @enum {string} */
            step: "queued" | "story" | "pages" | "interior-pdf" | "cover-pdf" | "preflight" | "drive" | "done";
            progress: {
                done: number;
                total: number;
            };
            eta: {
                lowSeconds: number;
                highSeconds: number;
            } | null;
            failure: {
                code: string;
                message: string;
            } | null;
            notes: string[];
            pages: {
                number: number;
                /** @enum {string} */
                state: "pending" | "drawing" | "drawn" | "refused" | "skipped" | "locked";
                /** @description Of the drawing that is shown; 0 for none */
                version: number;
                code: string | null;
                message: string | null;
            }[];
            receipt: {
                pagesDrawn: number[];
                pagesSkipped: number[];
                pagesMissing: number[];
                /** @description Drawings made by this job, redone ones included */
                drawings: number;
                providerCalls: number;
                /** @description Millionths of the currency unit */
                costMicros: number;
                currency: string;
            } | null;
            retryOf: string | null;
            /** @description The batch that asked for it */
            batchId: string | null;
            /** Format: date-time */
            createdAt: string;
            startedAt: string | null;
            firstPageAt: string | null;
            endedAt: string | null;
        };
        Timeline: {
            startedAt: string | null;
            endedAt: string | null;
            spans: {
                id: string;
                step: string;
                words: string;
                pages: number[];
                attempt: number;
                /** @enum {string} */
                state: "waiting" | "running" | "done" | "failed" | "canceled" | "retrying";
                /** Format: date-time */
                scheduledAt: string;
                startedAt: string | null;
                endedAt: string | null;
                worker: string | null;
                failure: {
                    code: string;
                    message: string;
                } | null;
            }[];
            marks: {
                /** Format: date-time */
                at: string;
                kind: string;
                words: string;
            }[];
            /** @description More than is shown here */
            truncated: boolean;
        };
        JobLog: {
            id: string;
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            level: "info" | "warn" | "error";
            activity: string;
            attempt: number;
            page: number | null;
            message: string;
            detail: unknown | null;
        };
        CustomerView: {
            job: components["schemas"]["Job"];
            book: components["schemas"]["Book"];
            pages: components["schemas"]["Page"][];
            artifacts: components["schemas"]["Artifact"][];
        };
        Book: {
            /** Format: uuid */
            id: string;
            version: number;
            title: string;
            subtitle: string;
            blurb: string;
            form: {
                /**
                 * @description What the book is about
                 * @example forest animals have a tea party
                 */
                theme: string;
                title?: string;
                author?: string;
                /** @default [] */
                characters: string[];
                /**
                 * @description Readers; sets line weight and density
                 * @default 4-8
                 * @enum {string}
                 */
                age: "2-4" | "4-8" | "8-12" | "adult";
                /**
                 * @description Art pages, one drawing each
                 * @default 24
                 */
                pages: number;
                /**
                 * @description 0 makes a book without story text
                 * @default 20
                 */
                wordsPerPage: number;
                /**
                 * @default scene
                 * @enum {string}
                 */
                style: "scene" | "mandala" | "pattern";
                /**
                 * @description Left out: chosen by age
                 * @enum {string}
                 */
                lineWeight?: "thin" | "medium" | "thick";
                /** @enum {string} */
                template?: "adventure" | "friendship" | "fantasy";
                /** @description Plot points, in the author’s words */
                plot?: {
                    /** @description Who they are, and what they want */
                    setup?: string;
                    /** @description What gets in their way */
                    conflict?: string;
                    /** @description The most exciting moment, when it turns */
                    climax?: string;
                    /** @description How it ends */
                    resolution?: string;
                };
                moral?: string;
                instructions?: string;
                /**
                 * @description Left out: the deployment’s default
                 * @enum {string}
                 */
                provider?: "built-in" | "openai";
                /** @description Same form and seed give the same book (built-in artist) */
                seed?: number;
            };
            cast: {
                name: string;
                kind: string;
                description: string;
            }[];
            print: {
                /**
                 * @description Width × height in inches, e.g. "8.5x11"
                 * @default 8.5x11
                 * @example 8.5x11
                 */
                trim: string;
                /**
                 * @description Pages with 0.125 in bleed on the outer edges
                 * @default false
                 */
                bleed: boolean;
                /**
                 * @default black-on-white
                 * @enum {string}
                 */
                paper: "black-on-white" | "black-on-cream" | "premium-color" | "standard-color";
                /**
                 * @description Blank (or story) backs, so that markers do not show
                 * @default true
                 */
                singleSided: boolean;
                /**
                 * @description One facing story page per art page, where there is a story
                 * @default true
                 */
                storyPages: boolean;
                /** @default false */
                pageNumbers: boolean;
                /** @default true */
                titlePage: boolean;
                /** @default true */
                copyrightPage: boolean;
                /** @default true */
                belongsToPage: boolean;
                /** @default false */
                watermark: boolean;
            };
            seed: number;
            pages: {
                total: number;
                drawn: number;
            };
            files: components["schemas"]["BookFiles"];
            /** @description The print files are recreated by themselves after a change */
            recreateFiles: boolean;
            notes: string[];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        BookFiles: {
            /**
             * @description outdated: older than the book
             * @enum {string}
             */
            state: "none" | "current" | "outdated";
            /** @description What is not in the files; empty unless they are outdated */
            changed: ("pages" | "pictures" | "words" | "titles" | "settings" | "cover" | "mark" | "unknown")[];
            madeAt: string | null;
            interior: {
                /**
                 * Format: uuid
                 * @description For /api/artifacts/{id}
                 */
                id: string;
                sha256: string;
                pageCount: number;
            } | null;
            cover: {
                /**
                 * Format: uuid
                 * @description For /api/artifacts/{id}
                 */
                id: string;
                sha256: string;
                pageCount: number;
            } | null;
        };
        Page: {
            /** @description 0 is the cover */
            number: number;
            /** @description For If-Match */
            version: number;
            /** @enum {string} */
            state: "pending" | "drawing" | "drawn" | "refused" | "skipped" | "locked";
            text: string;
            prompt: string;
            locked: boolean;
            code: string | null;
            message: string | null;
            /** @description The drawing that is shown; 0 for none */
            current: number;
            art: {
                version: number;
                provider: string;
                model: string;
                notes: string[];
                costMicros: number;
                /** Format: date-time */
                createdAt: string;
            }[];
        };
        Artifact: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            jobId: string;
            /** Format: uuid */
            bookId: string;
            /** @enum {string} */
            kind: "interior-pdf" | "cover-pdf";
            /** @description Bytes */
            size: number;
            sha256: string;
            mediaType: string;
            fileName: string;
            pageCount: number | null;
            /** @description What of the book has changed since this file was made */
            changed: ("pages" | "pictures" | "words" | "titles" | "settings" | "cover" | "mark" | "unknown")[];
            /** Format: date-time */
            createdAt: string;
        };
        SideEffects: {
            /** @enum {string} */
            action: "retry" | "retry-pages" | "edit-and-rerun" | "skip-pages" | "pause" | "resume" | "cancel" | "terminate";
            allowed: boolean;
            /** @description Why it is not allowed now */
            why: string | null;
            /** @description The old job has ended: a new one is started, linked to it */
            newJob: boolean;
            steps: {
                step: string;
                words: string;
                /** @description The step is work; false: what is there is re-used */
                repeats: boolean;
                /** @description False: it has not been done for this book yet */
                doneBefore: boolean;
            }[];
            /** @description That would be drawn (again) */
            pages: number[];
            keptPages: number;
            paidCalls: {
                /** @description Calls that cost money, when every first answer can be used */
                likely: number;
                /** @description Calls that cost money, with all the attempts that are allowed */
                most: number;
                /** @description Answers that are paid and stored: not asked for again */
                reused: number;
                /** @description Cost of the likely calls by the price table */
                likelyMicros: number;
                /** @description Cost at most, of this step and of all that follow it */
                costMicros: number;
                currency: string;
                /** @description False: a model has no price here, and the cost is more than this */
                priceKnown: boolean;
                /** @description Why nothing is paid twice */
                protection: string;
            };
            /** @description What happens to the author’s money or quota */
            charges: string;
            minutes: {
                low: number;
                high: number;
            } | null;
        };
        ActionDone: {
            job: components["schemas"]["Job"];
            newJobId: string | null;
            auditSeq: number;
        };
        FailureGroup: {
            fingerprint: string;
            code: string;
            /** @enum {string} */
            step: "queued" | "story" | "pages" | "interior-pdf" | "cover-pdf" | "preflight" | "drive" | "done";
            /** @description The cause, without what differs from case to case */
            message: string;
            /** @enum {string} */
            status: "open" | "resolved" | "ignored";
            /** @description Came back after it had been resolved */
            regressed: boolean;
            count: number;
            jobs: number;
            authors: number;
            /** @description Jobs that stand still because of it right now */
            waiting: number;
            /** Format: date-time */
            firstSeen: string;
            /** Format: date-time */
            lastSeen: string;
            example: {
                /** Format: uuid */
                jobId: string;
                page: number | null;
                message: string;
            };
            assignee: {
                /** Format: uuid */
                id: string;
                email: string;
                name: string;
            } | null;
            note: string;
            /** @description Cases in each of the last 24 hours, oldest first */
            perHour: number[];
        };
        SavedView: {
            /** Format: uuid */
            id: string;
            name: string;
            filter: {
                state?: ("queued" | "running" | "paused" | "needs-attention" | "completed" | "completed-with-skips" | "failed" | "canceled")[];
                kind?: ("generate-book" | "export-book" | "sync-drive")[];
                /** @description Id, or a part of email or name */
                owner?: string;
                /** @description Failure codes, of jobs or of their pages */
                code?: string[];
                /** @description A failure group */
                fingerprint?: string;
                /**
                 * Format: date-time
                 * @description Created at or after
                 */
                from?: string;
                /**
                 * Format: date-time
                 * @description Created before
                 */
                to?: string;
                /** @description A part of the title, or a job’s or book’s id */
                text?: string;
                /** @description These jobs only */
                ids?: string[];
            };
            shared: boolean;
            owner: {
                /** Format: uuid */
                id: string;
                email: string;
                name: string;
            };
            mine: boolean;
        };
        BulkActionEffects: {
            /** @enum {string} */
            action: "retry" | "pause" | "resume" | "cancel" | "terminate";
            matching: number;
            /** @description Jobs on which the action is possible now */
            allowed: number;
            authors: number;
            /** @description When every first answer can be used */
            paidCallsLikely: number;
            /** @description With all the attempts that are allowed */
            paidCallsMost: number;
            likelyMicros: number;
            /** @description At most; what a second person is asked by */
            costMicros: number;
            currency: string;
            /** @description False: a model has no price here, and the cost is more than this */
            priceKnown: boolean;
            needsApproval: boolean;
            approvalWhy: string | null;
            /** @description More than one bulk action may touch: narrow the filter */
            tooMany: boolean;
            example: {
                /** Format: uuid */
                jobId: string;
                title: string;
            }[];
        };
        BulkAction: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            action: "retry" | "pause" | "resume" | "cancel" | "terminate";
            filter: {
                state?: ("queued" | "running" | "paused" | "needs-attention" | "completed" | "completed-with-skips" | "failed" | "canceled")[];
                kind?: ("generate-book" | "export-book" | "sync-drive")[];
                /** @description Id, or a part of email or name */
                owner?: string;
                /** @description Failure codes, of jobs or of their pages */
                code?: string[];
                /** @description A failure group */
                fingerprint?: string;
                /**
                 * Format: date-time
                 * @description Created at or after
                 */
                from?: string;
                /**
                 * Format: date-time
                 * @description Created before
                 */
                to?: string;
                /** @description A part of the title, or a job’s or book’s id */
                text?: string;
                /** @description These jobs only */
                ids?: string[];
            };
            reason: string;
            canary: number | null;
            /** @enum {string} */
            state: "awaiting-approval" | "canary" | "running" | "completed" | "stopped" | "canceled";
            message: string | null;
            requestedBy: {
                /** Format: uuid */
                id: string;
                email: string;
                name: string;
            };
            approvedBy: {
                /** Format: uuid */
                id: string;
                email: string;
                name: string;
            } | null;
            /** @description The caller is a second person */
            mayApprove: boolean;
            counts: {
                total: number;
                waiting: number;
                /** @description Sent; what becomes of the job is not known yet */
                acted: number;
                /** @description The job came to what the action was for */
                passed: number;
                /** @description The job stopped again, or ended otherwise */
                failed: number;
                leftOut: number;
            };
            /** Format: date-time */
            createdAt: string;
            endedAt: string | null;
        };
        BulkActionItem: {
            /** Format: uuid */
            jobId: string;
            /** @description The job that goes on in its place */
            newJobId: string | null;
            title: string;
            canary: boolean;
            /** @enum {string} */
            state: "waiting" | "acted" | "passed" | "failed" | "left-out";
            message: string | null;
        };
        AuditEntry: {
            seq: number;
            /** Format: date-time */
            at: string;
            actor: {
                /** Format: uuid */
                id: string;
                email: string;
                /** @enum {string} */
                role: "author" | "support" | "finance" | "admin";
            };
            act: string;
            /** @enum {string} */
            subjectKind: "job" | "book" | "failure-group" | "bulk-act" | "saved-view" | "user" | "audit-log" | "workflow" | "payment" | "reconciliation-run" | "reconciliation-item" | "period" | "error" | "alert" | "alert-rule" | "mail";
            subjectId: string;
            reason: string;
            detail: unknown;
            /** @description SHA-256 over the entry and the hash before it, hex */
            hash: string;
        };
        AuditCheck: {
            ok: boolean;
            entries: number;
            brokenAt: number | null;
            why: string | null;
            head: string;
        };
        TrashedBook: {
            /** Format: uuid */
            id: string;
            version: number;
            title: string;
            subtitle: string;
            blurb: string;
            form: {
                /**
                 * @description What the book is about
                 * @example forest animals have a tea party
                 */
                theme: string;
                title?: string;
                author?: string;
                /** @default [] */
                characters: string[];
                /**
                 * @description Readers; sets line weight and density
                 * @default 4-8
                 * @enum {string}
                 */
                age: "2-4" | "4-8" | "8-12" | "adult";
                /**
                 * @description Art pages, one drawing each
                 * @default 24
                 */
                pages: number;
                /**
                 * @description 0 makes a book without story text
                 * @default 20
                 */
                wordsPerPage: number;
                /**
                 * @default scene
                 * @enum {string}
                 */
                style: "scene" | "mandala" | "pattern";
                /**
                 * @description Left out: chosen by age
                 * @enum {string}
                 */
                lineWeight?: "thin" | "medium" | "thick";
                /** @enum {string} */
                template?: "adventure" | "friendship" | "fantasy";
                /** @description Plot points, in the author’s words */
                plot?: {
                    /** @description Who they are, and what they want */
                    setup?: string;
                    /** @description What gets in their way */
                    conflict?: string;
                    /** @description The most exciting moment, when it turns */
                    climax?: string;
                    /** @description How it ends */
                    resolution?: string;
                };
                moral?: string;
                instructions?: string;
                /**
                 * @description Left out: the deployment’s default
                 * @enum {string}
                 */
                provider?: "built-in" | "openai";
                /** @description Same form and seed give the same book (built-in artist) */
                seed?: number;
            };
            cast: {
                name: string;
                kind: string;
                description: string;
            }[];
            print: {
                /**
                 * @description Width × height in inches, e.g. "8.5x11"
                 * @default 8.5x11
                 * @example 8.5x11
                 */
                trim: string;
                /**
                 * @description Pages with 0.125 in bleed on the outer edges
                 * @default false
                 */
                bleed: boolean;
                /**
                 * @default black-on-white
                 * @enum {string}
                 */
                paper: "black-on-white" | "black-on-cream" | "premium-color" | "standard-color";
                /**
                 * @description Blank (or story) backs, so that markers do not show
                 * @default true
                 */
                singleSided: boolean;
                /**
                 * @description One facing story page per art page, where there is a story
                 * @default true
                 */
                storyPages: boolean;
                /** @default false */
                pageNumbers: boolean;
                /** @default true */
                titlePage: boolean;
                /** @default true */
                copyrightPage: boolean;
                /** @default true */
                belongsToPage: boolean;
                /** @default false */
                watermark: boolean;
            };
            seed: number;
            pages: {
                total: number;
                drawn: number;
            };
            files: components["schemas"]["BookFiles"];
            /** @description The print files are recreated by themselves after a change */
            recreateFiles: boolean;
            notes: string[];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            /** Format: date-time */
            deletedAt: string;
            /**
             * Format: date-time
             * @description Deleted for good after this; 30 days in the trash
             */
            purgeAt: string;
        };
        BookPreview: {
            sides: {
                /** @enum {string} */
                kind: "title" | "copyright" | "belongs-to" | "blank" | "back" | "story" | "art";
                /** @description Number of the art page that it shows or tells */
                art: number | null;
                text: string;
                /** @description Of the type */
                size: number;
            }[];
            /** @description Even sides */
            left: {
                width: number;
                height: number;
                trim: {
                    x: number;
                    y: number;
                    width: number;
                    height: number;
                };
                safe: {
                    x: number;
                    y: number;
                    width: number;
                    height: number;
                };
                art: {
                    x: number;
                    y: number;
                    width: number;
                    height: number;
                };
            };
            /** @description Odd sides */
            right: {
                width: number;
                height: number;
                trim: {
                    x: number;
                    y: number;
                    width: number;
                    height: number;
                };
                safe: {
                    x: number;
                    y: number;
                    width: number;
                    height: number;
                };
                art: {
                    x: number;
                    y: number;
                    width: number;
                    height: number;
                };
            };
            cover: {
                width: number;
                height: number;
                front: {
                    x: number;
                    y: number;
                    width: number;
                    height: number;
                };
                spine: {
                    x: number;
                    y: number;
                    width: number;
                    height: number;
                };
                back: {
                    x: number;
                    y: number;
                    width: number;
                    height: number;
                };
                barcode: {
                    x: number;
                    y: number;
                    width: number;
                    height: number;
                };
                art: {
                    x: number;
                    y: number;
                    width: number;
                    height: number;
                };
            };
        };
        AiRequest: {
            /** @enum {string} */
            provider: "built-in" | "openai";
            messages: {
                /** @enum {string} */
                role: "system" | "user";
                text: string;
            }[];
        };
        Preflight: {
            ok: boolean;
            /**
             * Format: uuid
             * @description The job that made the files
             */
            jobId?: string;
            interior: components["schemas"]["PreflightReport"] | null;
            cover: components["schemas"]["PreflightReport"] | null;
        };
        PreflightReport: {
            /** @enum {string} */
            kind: "interior" | "cover";
            /** @description True when there is no error; warnings do not count */
            ok: boolean;
            pageCount: number;
            bytes: number;
            checkedRules: string[];
            findings: components["schemas"]["PreflightFinding"][];
            /** @description Findings that are not listed, beyond the first 400 */
            more: number;
        };
        PreflightFinding: {
            rule: string;
            /** @enum {string} */
            severity: "error" | "warning";
            /** @description 1-based page of the file; null for the file as a whole */
            page: number | null;
            found: string;
            needed: string;
            /** @description What to do about it */
            mend: string;
            /** @description Where the rule is written */
            source: string;
            /** @description Where on the page, in points from its lower left corner */
            box?: {
                x: number;
                y: number;
                width: number;
                height: number;
            };
        };
        BookEstimate: {
            /** @enum {string} */
            provider: "built-in" | "openai";
            /** @description Pages and the cover */
            drawings: number;
            time: {
                lowSeconds: number;
                highSeconds: number;
            } | null;
            cost: {
                lowMicros: number;
                highMicros: number;
                currency: string;
            } | null;
        };
        JobSummary: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "generate-book" | "export-book" | "sync-drive";
            /** @enum {string} */
            state: "queued" | "running" | "paused" | "needs-attention" | "completed" | "completed-with-skips" | "failed" | "canceled";
            /** Format: uuid */
            bookId: string;
            title: string;
            /** @enum {string} */
            provider: "built-in" | "openai";
            /** @enum {string} */
            step: "queued" | "story" | "pages" | "interior-pdf" | "cover-pdf" | "preflight" | "drive" | "done";
            progress: {
                done: number;
                total: number;
            };
            failure: {
                code: string;
                message: string;
            } | null;
            receipt: {
                pagesDrawn: number[];
                pagesSkipped: number[];
                pagesMissing: number[];
                /** @description Drawings made by this job, redone ones included */
                drawings: number;
                providerCalls: number;
                /** @description Millionths of the currency unit */
                costMicros: number;
                currency: string;
            } | null;
            retryOf: string | null;
            /** @description The batch that asked for it */
            batchId: string | null;
            /** Format: date-time */
            createdAt: string;
            startedAt: string | null;
            firstPageAt: string | null;
            endedAt: string | null;
        };
        NumberedEvent: {
            /** @constant */
            type: "job.state";
            /** @enum {string} */
            state: "queued" | "running" | "paused" | "needs-attention" | "completed" | "completed-with-skips" | "failed" | "canceled";
            code?: string;
            message?: string;
            seq: number;
            jobId: string;
            /** Format: date-time */
            at: string;
        } | {
            /** @constant */
            type: "job.step";
            /** @enum {string} */
            step: "queued" | "story" | "pages" | "interior-pdf" | "cover-pdf" | "preflight" | "drive" | "done";
            seq: number;
            jobId: string;
            /** Format: date-time */
            at: string;
        } | {
            /** @constant */
            type: "job.progress";
            done: number;
            total: number;
            seq: number;
            jobId: string;
            /** Format: date-time */
            at: string;
        } | {
            /** @constant */
            type: "job.note";
            message: string;
            seq: number;
            jobId: string;
            /** Format: date-time */
            at: string;
        } | {
            /** @constant */
            type: "page.state";
            number: number;
            /** @enum {string} */
            state: "pending" | "drawing" | "drawn" | "refused" | "skipped" | "locked";
            version?: number;
            code?: string;
            message?: string;
            seq: number;
            jobId: string;
            /** Format: date-time */
            at: string;
        } | {
            /** @constant */
            type: "artifact.ready";
            /** Format: uuid */
            artifactId: string;
            kind: string;
            seq: number;
            jobId: string;
            /** Format: date-time */
            at: string;
        } | {
            /** @constant */
            type: "account.changed";
            seq: number;
            jobId: string;
            /** Format: date-time */
            at: string;
        } | {
            /** @constant */
            type: "drive.file";
            /** Format: uuid */
            fileId: string;
            /** @enum {string} */
            kind: "interior" | "cover" | "page" | "manifest";
            page: number | null;
            /** @enum {string} */
            state: "waiting" | "uploading" | "downloading" | "synced" | "conflict" | "left-out";
            size: number;
            sent: number;
            seq: number;
            jobId: string;
            /** Format: date-time */
            at: string;
        } | {
            /** @constant */
            type: "batch.progress";
            /** Format: uuid */
            batchId: string;
            state: string;
            completed: number;
            failed: number;
            total: number;
            seq: number;
            jobId: string;
            /** Format: date-time */
            at: string;
        } | {
            /** @constant */
            type: "drive.changed";
            seq: number;
            jobId: string;
            /** Format: date-time */
            at: string;
        } | {
            /** @constant */
            type: "run.progress";
            step: string;
            compared: number;
            fetched: number;
            state: string;
            seq: number;
            jobId: string;
            /** Format: date-time */
            at: string;
        };
        Plan: {
            /** @enum {string} */
            id: "free" | "pro" | "enterprise";
            name: string;
            price: components["schemas"]["Money"];
            books: number;
            generations: number;
            watermark: boolean;
            priority: boolean;
        };
        Money: {
            minor: string;
            currency: string;
        };
        Billing: {
            billing: boolean;
            /** @enum {string} */
            plan: "free" | "pro" | "enterprise";
            /** @enum {string} */
            source: "order" | "grant" | "free" | "no-billing";
            until: string | null;
            graceUntil: string | null;
            subscription: {
                id: string;
                /** @enum {string} */
                plan: "free" | "pro" | "enterprise";
                paidPlan: ("free" | "pro" | "enterprise") | null;
                /** @enum {string} */
                state: "incomplete" | "incomplete_expired" | "trialing" | "active" | "past_due" | "canceled" | "unpaid" | "paused";
                cancelAtPeriodEnd: boolean;
                /** Format: date-time */
                periodStart: string;
                /** Format: date-time */
                periodEnd: string;
            } | null;
            quota: {
                used: number;
                reserved: number;
                limit: number;
                left: number;
                /** Format: date-time */
                from: string;
                /** Format: date-time */
                until: string;
            };
            books: {
                used: number;
                limit: number;
            };
            watermark: boolean;
            orders: components["schemas"]["Order"][];
        };
        Order: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "checkout" | "renewal" | "change";
            /** @enum {string} */
            plan: "free" | "pro" | "enterprise";
            /** @enum {string} */
            state: "open" | "paid" | "failed" | "expired" | "void" | "refunded";
            amount: components["schemas"]["Money"];
            refunded: components["schemas"]["Money"];
            refunding: components["schemas"]["Money"];
            from: string | null;
            until: string | null;
            /** Format: date-time */
            createdAt: string;
            paidAt: string | null;
        };
        CheckoutSession: {
            /** Format: uuid */
            orderId: string;
            /**
             * Format: uri
             * @description Stripe’s page to pay on
             */
            url: string;
        };
        PortalSession: {
            /** Format: uri */
            url: string;
        };
        RefundRequest: {
            /** Format: uuid */
            id: string;
            paymentId: string;
            amount: components["schemas"]["Money"];
            /** @enum {string} */
            state: "requested" | "succeeded" | "pending" | "failed";
            refundId: string | null;
            message: string | null;
            reason: string;
            /** Format: date-time */
            createdAt: string;
        };
        CustomerBilling: {
            billing: components["schemas"]["Billing"];
            payments: components["schemas"]["PaymentSummary"][];
            grants: components["schemas"]["Grant"][];
        };
        PaymentSummary: {
            /** @description Stripe’s charge */
            id: string;
            customer: {
                /** Format: uuid */
                id: string;
                name: string;
                email: string;
            } | null;
            plan: ("free" | "pro" | "enterprise") | null;
            /** @enum {string} */
            state: "succeeded" | "pending" | "failed";
            amount: components["schemas"]["Money"];
            settled: components["schemas"]["Money"] | null;
            fee: components["schemas"]["Money"] | null;
            refunded: components["schemas"]["Money"];
            refundPending: boolean;
            refundable: {
                left: components["schemas"]["Money"];
                why: ("not-paid" | "refunded-already" | "disputed") | null;
                endsPlan: ("free" | "pro" | "enterprise") | null;
                keepsPlan: ("free" | "pro" | "enterprise") | null;
            };
            disputed: boolean;
            payoutId: string | null;
            openItems: number;
            /** Format: date-time */
            at: string;
        };
        Grant: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            plan: "free" | "pro" | "enterprise";
            reason: string;
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            until: string;
            revokedAt: string | null;
        };
        ReconciliationRun: {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            /** @enum {string} */
            trigger: "schedule" | "person" | "rehearsal";
            requester: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            rules: number;
            /** @enum {string} */
            state: "queued" | "running" | "completed" | "failed";
            /** @enum {string} */
            step: "balance_transactions" | "charges" | "refunds" | "disputes" | "payouts" | "payout_links" | "missed_events" | "match" | "done";
            counts: {
                fetched: {
                    [key: string]: number;
                };
                compared: number;
                matched: number;
                found: {
                    [key: string]: number;
                };
                recovered: number;
            };
            flips: {
                appear: string[];
                go: string[];
                more: number;
            } | null;
            message: string | null;
            /** Format: date-time */
            startedAt: string;
            endedAt: string | null;
        };
        MatchRules: {
            version: number;
            /** Format: date-time */
            since: string;
            note: string;
            feeTolerance: number;
            timingHours: {
                webhook: number;
                payout: number;
                delivery: number;
            };
            inForce: boolean;
        };
        ReconciliationExceptionSummary: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            type: "missing_local" | "missing_remote" | "amount" | "currency" | "fee" | "status" | "duplicate" | "refund_unlinked" | "dispute" | "payout" | "paid_not_delivered" | "delivered_not_paid" | "refunded_still_downloadable" | "timing";
            /** @enum {string} */
            state: "expected" | "open" | "repairing" | "resolved" | "cleared";
            subjectKind: string;
            subjectId: string;
            chargeId: string | null;
            customer: {
                /** Format: uuid */
                id: string;
                name: string;
                email: string;
            } | null;
            words: string;
            local: string | null;
            remote: string | null;
            amount: components["schemas"]["Money"] | null;
            /** Format: date-time */
            occurredAt: string;
            /** Format: date-time */
            firstSeen: string;
            /** Format: date-time */
            lastSeen: string;
            /** Format: uuid */
            runId: string;
            rules: number;
            owner: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            dueAt: string | null;
            repair: ("look-again" | "post-to-ledger" | "grant-access" | "revoke-access" | "refund-duplicate") | null;
            resolution: {
                reason: string;
                by: {
                    /** Format: uuid */
                    id: string;
                    name: string;
                } | null;
                /** Format: date-time */
                at: string;
                repair: ("look-again" | "post-to-ledger" | "grant-access" | "revoke-access" | "refund-duplicate") | null;
            } | null;
        };
        ExceptionsBatchResult: {
            done: string[];
            left: {
                /** Format: uuid */
                id: string;
                why: string;
            }[];
        };
        ReconciliationException: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            type: "missing_local" | "missing_remote" | "amount" | "currency" | "fee" | "status" | "duplicate" | "refund_unlinked" | "dispute" | "payout" | "paid_not_delivered" | "delivered_not_paid" | "refunded_still_downloadable" | "timing";
            /** @enum {string} */
            state: "expected" | "open" | "repairing" | "resolved" | "cleared";
            subjectKind: string;
            subjectId: string;
            chargeId: string | null;
            customer: {
                /** Format: uuid */
                id: string;
                name: string;
                email: string;
            } | null;
            words: string;
            local: string | null;
            remote: string | null;
            amount: components["schemas"]["Money"] | null;
            /** Format: date-time */
            occurredAt: string;
            /** Format: date-time */
            firstSeen: string;
            /** Format: date-time */
            lastSeen: string;
            /** Format: uuid */
            runId: string;
            rules: number;
            owner: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            dueAt: string | null;
            repair: ("look-again" | "post-to-ledger" | "grant-access" | "revoke-access" | "refund-duplicate") | null;
            resolution: {
                reason: string;
                by: {
                    /** Format: uuid */
                    id: string;
                    name: string;
                } | null;
                /** Format: date-time */
                at: string;
                repair: ("look-again" | "post-to-ledger" | "grant-access" | "revoke-access" | "refund-duplicate") | null;
            } | null;
            comments: {
                /** Format: uuid */
                id: string;
                author: {
                    /** Format: uuid */
                    id: string;
                    name: string;
                };
                text: string;
                /** Format: date-time */
                at: string;
            }[];
        };
        RepairPreview: {
            /** @enum {string} */
            repair: "look-again" | "post-to-ledger" | "grant-access" | "revoke-access" | "refund-duplicate";
            possible: boolean;
            why: string | null;
            changes: string[];
            movesMoney: boolean;
            reveals: {
                /** @enum {string} */
                type: "missing_local" | "missing_remote" | "amount" | "currency" | "fee" | "status" | "duplicate" | "refund_unlinked" | "dispute" | "payout" | "paid_not_delivered" | "delivered_not_paid" | "refunded_still_downloadable" | "timing";
                words: string;
            }[];
            digest: string;
        };
        FinanceOverview: {
            month: string;
            gross: components["schemas"]["Money"][];
            fees: components["schemas"]["Money"][];
            refunds: components["schemas"]["Money"][];
            disputes: components["schemas"]["Money"][];
            net: components["schemas"]["Money"][];
            payouts: components["schemas"]["Money"][];
            stripeBalance: components["schemas"]["Money"][];
            providerCosts: components["schemas"]["Money"][];
            days: {
                /** Format: date */
                day: string;
                currency: string;
                gross: components["schemas"]["Money"];
                refunds: components["schemas"]["Money"];
                fees: components["schemas"]["Money"];
                net: components["schemas"]["Money"];
            }[];
            openItems: {
                total: number;
                overdue: number;
                byType: {
                    [key: string]: number;
                };
            };
            ageing: {
                label: string;
                count: number;
            }[];
            subscribers: {
                pro: number;
                enterprise: number;
                pastDue: number;
            };
            lastRun: components["schemas"]["ReconciliationRun"] | null;
            comparison: components["schemas"]["Comparison"];
            period: {
                month: string;
                /** @enum {string} */
                state: "open" | "prepared" | "closed";
            };
        };
        Comparison: {
            /** @enum {string} */
            state: "none" | "stale" | "current";
            at: string | null;
        };
        PaymentTrace: {
            payment: components["schemas"]["PaymentSummary"];
            order: components["schemas"]["Order"] | null;
            invoiceId: string | null;
            paymentIntentId: string | null;
            access: {
                /** Format: uuid */
                id: string;
                /** @enum {string} */
                plan: "free" | "pro" | "enterprise";
                /** Format: date-time */
                from: string;
                /** Format: date-time */
                until: string;
                revokedAt: string | null;
            } | null;
            refunds: {
                id: string;
                amount: components["schemas"]["Money"];
                state: string;
                /** Format: date-time */
                at: string;
            }[];
            requests: components["schemas"]["RefundRequest"][];
            disputes: {
                id: string;
                amount: components["schemas"]["Money"];
                state: string;
                reason: string;
                /** Format: date-time */
                at: string;
            }[];
            balanceTransactions: {
                id: string;
                type: string;
                amount: components["schemas"]["Money"];
                fee: components["schemas"]["Money"];
                net: components["schemas"]["Money"];
                /** Format: date-time */
                at: string;
                payoutId: string | null;
            }[];
            payout: {
                id: string;
                amount: components["schemas"]["Money"];
                state: string;
                /** Format: date-time */
                arrivesAt: string;
                transactions: number;
            } | null;
            ledger: {
                /** Format: uuid */
                id: string;
                kind: string;
                /** Format: date-time */
                at: string;
                adjusts: string | null;
                postings: {
                    account: string;
                    amount: components["schemas"]["Money"];
                }[];
            }[];
            jobs: {
                /** Format: uuid */
                id: string;
                /** Format: uuid */
                bookId: string;
                title: string;
                state: string;
                pages: number;
                cost: components["schemas"]["Money"];
                /** Format: date-time */
                at: string;
            }[];
            events: {
                id: string;
                type: string;
                state: string;
                /** Format: date-time */
                receivedAt: string;
            }[];
            items: components["schemas"]["ReconciliationExceptionSummary"][];
            comparison: components["schemas"]["Comparison"];
        };
        BookMargin: {
            /** Format: uuid */
            bookId: string;
            title: string;
            author: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            pages: number;
            revenue: components["schemas"]["Money"];
            fees: components["schemas"]["Money"];
            providerCost: components["schemas"]["Money"];
            margin: components["schemas"]["Money"];
        };
        Period: {
            month: string;
            /** @enum {string} */
            state: "open" | "prepared" | "closed";
            obstacles: string[];
            lines: {
                account: string;
                opening: components["schemas"]["Money"];
                movement: components["schemas"]["Money"];
                closing: components["schemas"]["Money"];
            }[];
            differences: {
                ledger: components["schemas"]["Money"];
                stripe: components["schemas"]["Money"];
                difference: components["schemas"]["Money"];
            }[];
            transactions: number;
            resolvedItems: number;
            digest: string | null;
            agrees: boolean | null;
            rules: number | null;
            preparedBy: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            preparedAt: string | null;
            approvedBy: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            closedAt: string | null;
            adjustments: number;
        };
        DriveConnection: {
            /** @description Google is set up on this deployment */
            available: boolean;
            sandbox: boolean;
            connection: {
                email: string;
                /** @enum {string} */
                state: "connected" | "reconnect" | "full";
                /** @description Why it needs its author */
                message: string | null;
                /** @enum {string} */
                schedule: "off" | "hourly" | "daily";
                folderUrl: string | null;
                lastSyncAt: string | null;
                /** Format: date-time */
                connectedAt: string;
            } | null;
        };
        DriveBook: {
            /** Format: uuid */
            bookId: string;
            title: string;
            on: boolean;
            folderUrl: string | null;
            files: {
                total: number;
                synced: number;
                conflicts: number;
            };
            /** @description The sync that is under way or waits */
            jobId: string | null;
            jobState: string | null;
            message: string | null;
            lastSyncAt: string | null;
            /** @description Its print files are older than the book */
            outdated: boolean;
        };
        DriveFile: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            bookId: string;
            /** @enum {string} */
            kind: "interior" | "cover" | "page" | "manifest";
            /** @description Of a page’s picture; 0 is the cover’s */
            page: number | null;
            name: string;
            /** @enum {string} */
            state: "waiting" | "uploading" | "downloading" | "synced" | "conflict" | "left-out";
            /** @description Bytes */
            size: number;
            /** @description Bytes that Google has acknowledged */
            sent: number;
            conflict: ("both-changed" | "unreadable" | "edited" | "gone" | "refused") | null;
            choices: ("keep-mine" | "keep-drive" | "keep-both" | "leave-out")[];
            message: string | null;
            /** @description The file in Drive */
            url: string | null;
            syncedAt: string | null;
            /** @description Of a print file: what of the book has changed since it was made */
            changed: ("pages" | "pictures" | "words" | "titles" | "settings" | "cover" | "mark" | "unknown")[];
        };
        Batch: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "generate" | "regenerate" | "export" | "sync-drive";
            /** @enum {string} */
            state: "queued" | "running" | "packing" | "completed" | "completed-with-failures" | "canceled" | "failed";
            counts: {
                total: number;
                completed: number;
                /** @description Parked ones and canceled ones included */
                failed: number;
                running: number;
            };
            eta: {
                lowSeconds: number;
                highSeconds: number;
            } | null;
            message: string | null;
            zip: {
                size: number;
                sha256: string;
                fileName: string;
            } | null;
            /** @description Books of the archive that have changed since; null in lists, and without an archive */
            changedBooks: number | null;
            /** Format: date-time */
            createdAt: string;
            startedAt: string | null;
            endedAt: string | null;
        };
        BatchItem: {
            position: number;
            /** Format: uuid */
            bookId: string;
            title: string;
            /** @enum {string} */
            state: "waiting" | "running" | "completed" | "parked" | "failed" | "canceled";
            jobId: string | null;
            jobState: ("queued" | "running" | "paused" | "needs-attention" | "completed" | "completed-with-skips" | "failed" | "canceled") | null;
            progress: {
                done: number;
                total: number;
            };
            code: string | null;
            message: string | null;
            /** @description What of the book has changed since this batch made its files */
            changed: ("pages" | "pictures" | "words" | "titles" | "settings" | "cover" | "mark" | "unknown")[];
        };
        SyncResult: {
            /** Format: uuid */
            id: string;
            /**
             * @description conflict: the fields without one are applied
             * @enum {string}
             */
            outcome: "applied" | "conflict" | "refused";
            conflicts: components["schemas"]["SyncConflict"][];
            /** @description Why it was refused */
            problem: string | null;
        };
        SyncConflict: {
            /** @enum {string} */
            field: "title" | "subtitle" | "blurb" | "author" | "text" | "prompt" | "locked" | "current";
            /** @description What the author saw */
            base: string | boolean | number;
            /** @description What the author wanted */
            mine: string | boolean | number;
            /** @description What is there now, and stays */
            theirs: string | boolean | number;
        };
        SyncChange: {
            /** Format: uuid */
            bookId: string;
            /** @description As it is now; null when it was taken away */
            book: components["schemas"]["Book"] | null;
            /** @description Those that changed, as they are now */
            pages: components["schemas"]["Page"][];
        };
        Health: {
            /** Format: date-time */
            at: string;
            /**
             * @description Of the worst part
             * @enum {string}
             */
            state: "ok" | "off" | "degraded" | "down";
            parts: {
                name: string;
                /** @enum {string} */
                state: "ok" | "off" | "degraded" | "down";
                /** @description In words, also when all is well */
                reason: string;
                /** @description How long it took to answer, where it was asked */
                milliseconds: number | null;
            }[];
        };
        OperationalMetrics: {
            /** Format: date-time */
            at: string;
            /** @description That have not ended, by state */
            jobs: {
                [key: string]: number;
            };
            /** @description In the last 24 hours, by state */
            endedToday: {
                [key: string]: number;
            };
            oldestQueuedSeconds: number | null;
            parked: number;
            oldestParkedSeconds: number | null;
            /** @description null when Temporal does not answer */
            queues: {
                queue: string;
                pollers: number;
                polledAt: string | null;
                /** @description About; null when the server does not count */
                backlog: number | null;
            }[] | null;
            mailsQueued: number;
            stripeEventsStored: number;
            driveFilesWaiting: number;
            /** @description Bytes; null for a bucket */
            disk: {
                free: number;
                total: number;
            } | null;
            alerts: {
                open: number;
                acknowledged: number;
            };
        };
        Analytics: {
            /** @enum {string} */
            timeZone: "UTC";
            /** Format: date-time */
            at: string;
            current: {
                /**
                 * Format: date
                 * @description A day in UTC
                 */
                from: string;
                /**
                 * Format: date
                 * @description A day in UTC
                 */
                to: string;
                /** @description Authors who asked for a job */
                activeAuthors: number;
                /** @description Authors who registered */
                registered: number;
                /** @description Books of which a generation came to its end */
                books: number;
                /** @description Drawings that jobs made: pages and covers, redone ones too */
                drawings: number;
                /** @description Jobs that were completed, with skips too */
                succeeded: number;
                failed: number;
                canceled: number;
                /** @description Jobs that stopped then and need attention still */
                parked: number;
                /** @description Succeeded of succeeded, failed and parked, 0 to 1; null when there are none */
                successRate: number | null;
                /** @description Drawings, files and archives at the end, each content once */
                storageBytes: number;
                /** @description The twenty most frequent */
                causes: {
                    code: string;
                    step: string;
                    message: string;
                    cases: number;
                    jobs: number;
                    authors: number;
                }[];
                days: {
                    /**
                     * Format: date
                     * @description A day in UTC
                     */
                    day: string;
                    /** @description Authors who asked for a job */
                    activeAuthors: number;
                    /** @description Authors who registered */
                    registered: number;
                    /** @description Books of which a generation came to its end */
                    books: number;
                    /** @description Drawings that jobs made: pages and covers, redone ones too */
                    drawings: number;
                    /** @description Jobs that were completed, with skips too */
                    succeeded: number;
                    failed: number;
                    canceled: number;
                    /** @description Jobs that stopped then and need attention still */
                    parked: number;
                    /** @description Succeeded of succeeded, failed and parked, 0 to 1; null when there are none */
                    successRate: number | null;
                    money: {
                        /** @description What providers took, by currency */
                        cost: components["schemas"]["Micros"][];
                        /** @description Authors with a bought plan at the end */
                        paying: number;
                        /** @description Monthly recurring revenue at the end, at list prices */
                        mrr: components["schemas"]["Money"][];
                    } | null;
                }[];
                /** @description For finance and admin; null for support */
                money: {
                    /** @description What providers took, by currency */
                    cost: components["schemas"]["Micros"][];
                    /** @description Authors with a bought plan at the end */
                    paying: number;
                    /** @description Monthly recurring revenue at the end, at list prices */
                    mrr: components["schemas"]["Money"][];
                    costByProvider: {
                        micros: string;
                        currency: string;
                        provider: string;
                    }[];
                    mrrAtStart: components["schemas"]["Money"][];
                    payingAtStart: number;
                    /** @description Paying at the end and not at the start */
                    joined: number;
                    /** @description Paying at the start and not at the end */
                    left: number;
                    /** @description left of payingAtStart; null when nobody was */
                    churn: number | null;
                    /** @description Of those who registered, who had paid by the end */
                    converted: number;
                    conversion: number | null;
                } | null;
            };
            /** @description As many days, right before; when asked for */
            previous: {
                /**
                 * Format: date
                 * @description A day in UTC
                 */
                from: string;
                /**
                 * Format: date
                 * @description A day in UTC
                 */
                to: string;
                /** @description Authors who asked for a job */
                activeAuthors: number;
                /** @description Authors who registered */
                registered: number;
                /** @description Books of which a generation came to its end */
                books: number;
                /** @description Drawings that jobs made: pages and covers, redone ones too */
                drawings: number;
                /** @description Jobs that were completed, with skips too */
                succeeded: number;
                failed: number;
                canceled: number;
                /** @description Jobs that stopped then and need attention still */
                parked: number;
                /** @description Succeeded of succeeded, failed and parked, 0 to 1; null when there are none */
                successRate: number | null;
                /** @description Drawings, files and archives at the end, each content once */
                storageBytes: number;
                /** @description The twenty most frequent */
                causes: {
                    code: string;
                    step: string;
                    message: string;
                    cases: number;
                    jobs: number;
                    authors: number;
                }[];
                days: {
                    /**
                     * Format: date
                     * @description A day in UTC
                     */
                    day: string;
                    /** @description Authors who asked for a job */
                    activeAuthors: number;
                    /** @description Authors who registered */
                    registered: number;
                    /** @description Books of which a generation came to its end */
                    books: number;
                    /** @description Drawings that jobs made: pages and covers, redone ones too */
                    drawings: number;
                    /** @description Jobs that were completed, with skips too */
                    succeeded: number;
                    failed: number;
                    canceled: number;
                    /** @description Jobs that stopped then and need attention still */
                    parked: number;
                    /** @description Succeeded of succeeded, failed and parked, 0 to 1; null when there are none */
                    successRate: number | null;
                    money: {
                        /** @description What providers took, by currency */
                        cost: components["schemas"]["Micros"][];
                        /** @description Authors with a bought plan at the end */
                        paying: number;
                        /** @description Monthly recurring revenue at the end, at list prices */
                        mrr: components["schemas"]["Money"][];
                    } | null;
                }[];
                /** @description For finance and admin; null for support */
                money: {
                    /** @description What providers took, by currency */
                    cost: components["schemas"]["Micros"][];
                    /** @description Authors with a bought plan at the end */
                    paying: number;
                    /** @description Monthly recurring revenue at the end, at list prices */
                    mrr: components["schemas"]["Money"][];
                    costByProvider: {
                        micros: string;
                        currency: string;
                        provider: string;
                    }[];
                    mrrAtStart: components["schemas"]["Money"][];
                    payingAtStart: number;
                    /** @description Paying at the end and not at the start */
                    joined: number;
                    /** @description Paying at the start and not at the end */
                    left: number;
                    /** @description left of payingAtStart; null when nobody was */
                    churn: number | null;
                    /** @description Of those who registered, who had paid by the end */
                    converted: number;
                    conversion: number | null;
                } | null;
            } | null;
        };
        Micros: {
            micros: string;
            currency: string;
        };
        Performance: {
            /** @enum {string} */
            timeZone: "UTC";
            /**
             * Format: date
             * @description A day in UTC
             */
            from: string;
            /**
             * Format: date
             * @description A day in UTC
             */
            to: string;
            /** @description From accepted to begun; all jobs */
            queueWait: {
                count: number;
                p50: number;
                p95: number;
            } | null;
            /** @description From accepted to the first drawing; books */
            firstPage: {
                count: number;
                p50: number;
                p95: number;
            } | null;
            /** @description From accepted to the end; books that were completed */
            wholeBook: {
                count: number;
                p50: number;
                p95: number;
            } | null;
            days: {
                /**
                 * Format: date
                 * @description A day in UTC
                 */
                day: string;
                /** @description From accepted to begun; all jobs */
                queueWait: {
                    count: number;
                    p50: number;
                    p95: number;
                } | null;
                /** @description From accepted to the first drawing; books */
                firstPage: {
                    count: number;
                    p50: number;
                    p95: number;
                } | null;
                /** @description From accepted to the end; books that were completed */
                wholeBook: {
                    count: number;
                    p50: number;
                    p95: number;
                } | null;
            }[];
            steps: {
                count: number;
                p50: number;
                p95: number;
                step: string;
                provider: string;
            }[];
        };
        Alert: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            rule: "error-rate" | "jobs-parked" | "queue-wait" | "success-rate" | "queue-unpolled" | "disk-full" | "reconciliation-stale" | "discrepancies-open" | "webhook-inbox" | "drive-waiting" | "drive-misconfigured" | "provider-refuses" | "mail-stuck" | "provider-cost";
            title: string;
            /** @description Which of several: a task queue, a currency, an error; else empty */
            subject: string;
            /** @enum {string} */
            severity: "warning" | "critical";
            /** @enum {string} */
            state: "open" | "acknowledged" | "resolved";
            /** @description As it was last found */
            message: string;
            /** Format: date-time */
            openedAt: string;
            /**
             * Format: date-time
             * @description When the condition was last found to hold
             */
            seenAt: string;
            /** @description Since when it is gone; null while it holds */
            clearAt: string | null;
            acknowledged: {
                /** Format: date-time */
                at: string;
                by: string | null;
                note: string;
            } | null;
            resolvedAt: string | null;
            /** @description Its section in docs/runbook.md */
            runbook: string;
        };
        AlertCounts: {
            open: number;
            acknowledged: number;
        };
        AlertRule: {
            /** @enum {string} */
            name: "error-rate" | "jobs-parked" | "queue-wait" | "success-rate" | "queue-unpolled" | "disk-full" | "reconciliation-stale" | "discrepancies-open" | "webhook-inbox" | "drive-waiting" | "drive-misconfigured" | "provider-refuses" | "mail-stuck" | "provider-cost";
            title: string;
            about: string;
            /** @enum {string} */
            severity: "warning" | "critical";
            enabled: boolean;
            settings: {
                name: string;
                words: string;
                unit: string;
                value: number;
                /** @description What it is when nobody has set it */
                usual: number;
                min: number;
                max: number;
            }[];
            runbook: string;
            /** @description When somebody set it; null: as it came */
            updatedAt: string | null;
        };
        ErrorGroup: {
            /** @description Fingerprint */
            id: string;
            /** @enum {string} */
            source: "api" | "worker" | "console";
            name: string;
            /** @description Of the newest one, without secrets */
            message: string;
            /** @description Route, activity or page of the console */
            place: string;
            stack: string;
            release: string;
            count: number;
            people: number;
            /** @enum {string} */
            state: "open" | "resolved" | "ignored";
            requestId: string | null;
            workflowId: string | null;
            /** Format: date-time */
            firstAt: string;
            /** Format: date-time */
            lastAt: string;
            /** @description How many in each of the last 24 hours, oldest first */
            hours: number[];
        };
        Mail: {
            /** Format: uuid */
            id: string;
            recipient: string;
            subject: string;
            /** @enum {string} */
            state: "queued" | "sent" | "kept" | "failed";
            /** @description It can be opened: a mail that was sent is wiped here */
            hasBody: boolean;
            /** Format: date-time */
            createdAt: string;
            sentAt: string | null;
        };
        MailText: {
            /** Format: uuid */
            id: string;
            recipient: string;
            subject: string;
            /** @enum {string} */
            state: "queued" | "sent" | "kept" | "failed";
            /** @description It can be opened: a mail that was sent is wiped here */
            hasBody: boolean;
            /** Format: date-time */
            createdAt: string;
            sentAt: string | null;
            /** @description With the secrets of its links taken out */
            body: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type Session = components['schemas']['Session'];
export type User = components['schemas']['User'];
export type Problem = components['schemas']['Problem'];
export type AccountExport = components['schemas']['AccountExport'];
export type AccountErasure = components['schemas']['AccountErasure'];
export type Retained = components['schemas']['Retained'];
export type AccountRequest = components['schemas']['AccountRequest'];
export type SupportJobSummary = components['schemas']['SupportJobSummary'];
export type JobCounts = components['schemas']['JobCounts'];
export type SupportJob = components['schemas']['SupportJob'];
export type Job = components['schemas']['Job'];
export type Timeline = components['schemas']['Timeline'];
export type JobLog = components['schemas']['JobLog'];
export type CustomerView = components['schemas']['CustomerView'];
export type Book = components['schemas']['Book'];
export type BookFiles = components['schemas']['BookFiles'];
export type Page = components['schemas']['Page'];
export type Artifact = components['schemas']['Artifact'];
export type SideEffects = components['schemas']['SideEffects'];
export type ActionDone = components['schemas']['ActionDone'];
export type FailureGroup = components['schemas']['FailureGroup'];
export type SavedView = components['schemas']['SavedView'];
export type BulkActionEffects = components['schemas']['BulkActionEffects'];
export type BulkAction = components['schemas']['BulkAction'];
export type BulkActionItem = components['schemas']['BulkActionItem'];
export type AuditEntry = components['schemas']['AuditEntry'];
export type AuditCheck = components['schemas']['AuditCheck'];
export type TrashedBook = components['schemas']['TrashedBook'];
export type BookPreview = components['schemas']['BookPreview'];
export type AiRequest = components['schemas']['AiRequest'];
export type Preflight = components['schemas']['Preflight'];
export type PreflightReport = components['schemas']['PreflightReport'];
export type PreflightFinding = components['schemas']['PreflightFinding'];
export type BookEstimate = components['schemas']['BookEstimate'];
export type JobSummary = components['schemas']['JobSummary'];
export type NumberedEvent = components['schemas']['NumberedEvent'];
export type Plan = components['schemas']['Plan'];
export type Money = components['schemas']['Money'];
export type Billing = components['schemas']['Billing'];
export type Order = components['schemas']['Order'];
export type CheckoutSession = components['schemas']['CheckoutSession'];
export type PortalSession = components['schemas']['PortalSession'];
export type RefundRequest = components['schemas']['RefundRequest'];
export type CustomerBilling = components['schemas']['CustomerBilling'];
export type PaymentSummary = components['schemas']['PaymentSummary'];
export type Grant = components['schemas']['Grant'];
export type ReconciliationRun = components['schemas']['ReconciliationRun'];
export type MatchRules = components['schemas']['MatchRules'];
export type ReconciliationExceptionSummary = components['schemas']['ReconciliationExceptionSummary'];
export type ExceptionsBatchResult = components['schemas']['ExceptionsBatchResult'];
export type ReconciliationException = components['schemas']['ReconciliationException'];
export type RepairPreview = components['schemas']['RepairPreview'];
export type FinanceOverview = components['schemas']['FinanceOverview'];
export type Comparison = components['schemas']['Comparison'];
export type PaymentTrace = components['schemas']['PaymentTrace'];
export type BookMargin = components['schemas']['BookMargin'];
export type Period = components['schemas']['Period'];
export type DriveConnection = components['schemas']['DriveConnection'];
export type DriveBook = components['schemas']['DriveBook'];
export type DriveFile = components['schemas']['DriveFile'];
export type Batch = components['schemas']['Batch'];
export type BatchItem = components['schemas']['BatchItem'];
export type SyncResult = components['schemas']['SyncResult'];
export type SyncConflict = components['schemas']['SyncConflict'];
export type SyncChange = components['schemas']['SyncChange'];
export type Health = components['schemas']['Health'];
export type OperationalMetrics = components['schemas']['OperationalMetrics'];
export type Analytics = components['schemas']['Analytics'];
export type Micros = components['schemas']['Micros'];
export type Performance = components['schemas']['Performance'];
export type Alert = components['schemas']['Alert'];
export type AlertCounts = components['schemas']['AlertCounts'];
export type AlertRule = components['schemas']['AlertRule'];
export type ErrorGroup = components['schemas']['ErrorGroup'];
export type Mail = components['schemas']['Mail'];
export type MailText = components['schemas']['MailText'];
export type $defs = Record<string, never>;
export interface operations {
    AuthController_register: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    password: string;
                    name: string;
                };
            };
        };
        responses: {
            /** @description Signed in; the refresh token is in an httpOnly cookie */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AuthController_login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Signed in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AuthController_refresh: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A new access token; the refresh token was used up and replaced */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AuthController_logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The refresh token is used up */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AuthController_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who is signed in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AccountsController_verifyEmail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description The address is confirmed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AccountsController_resend: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A new mail is on its way */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        message: string;
                    };
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AccountsController_forgot: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                };
            };
        };
        responses: {
            /** @description Says the same whether there is such an account or not */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        message: string;
                    };
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AccountsController_reset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Changed; all sessions have ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AccountController_getExport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The newest one */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The newest one */
                        export: components["schemas"]["AccountExport"] | null;
                    };
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AccountController_startExport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The export is being created; an email is sent when it is ready */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountExport"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AccountController_download: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The archive; one range is honoured */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AccountController_getErasure: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether the account is to be erased, and what would stay */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        erasure: components["schemas"]["AccountErasure"] | null;
                        graceDays: number;
                        /** @description What stays after an erasure, and why */
                        kept: components["schemas"]["Retained"][];
                    };
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AccountController_askErasure: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                    /** @description The account’s own address, typed in full */
                    email: string;
                };
            };
        };
        responses: {
            /** @description It will be erased when the days of grace are over */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        erasure: components["schemas"]["AccountErasure"] | null;
                        graceDays: number;
                        /** @description What stays after an erasure, and why */
                        kept: components["schemas"]["Retained"][];
                    };
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AccountController_takeBack: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Taken back; everything is as it was */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        erasure: components["schemas"]["AccountErasure"] | null;
                        graceDays: number;
                        /** @description What stays after an erasure, and why */
                        kept: components["schemas"]["Retained"][];
                    };
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AccountController_undo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description Taken back; everything is as it was */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StaffAccountController_list: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                state?: "open" | "needs-attention" | "all";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AccountRequest"][];
                        nextCursor: string | null;
                        limit: number;
                    };
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StaffAccountController_retry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description It tries again */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountRequest"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StaffAccountController_erase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Begun; it can’t be taken back */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountRequest"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SupportJobsController_list: {
        parameters: {
            query?: {
                state?: ("queued" | "running" | "paused" | "needs-attention" | "completed" | "completed-with-skips" | "failed" | "canceled")[];
                kind?: ("generate-book" | "export-book" | "sync-drive")[];
                /** @description Id, or a part of email or name */
                owner?: string;
                /** @description Failure codes, of jobs or of their pages */
                code?: string[];
                /** @description A failure group */
                fingerprint?: string;
                /** @description Created at or after */
                from?: string;
                /** @description Created before */
                to?: string;
                /** @description A part of the title, or a job’s or book’s id */
                text?: string;
                /** @description These jobs only */
                ids?: string[];
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Jobs of all authors, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["SupportJobSummary"][];
                        nextCursor: string | null;
                        limit: number;
                    };
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SupportJobsController_counts: {
        parameters: {
            query?: {
                state?: ("queued" | "running" | "paused" | "needs-attention" | "completed" | "completed-with-skips" | "failed" | "canceled")[];
                kind?: ("generate-book" | "export-book" | "sync-drive")[];
                /** @description Id, or a part of email or name */
                owner?: string;
                /** @description Failure codes, of jobs or of their pages */
                code?: string[];
                /** @description A failure group */
                fingerprint?: string;
                /** @description Created at or after */
                from?: string;
                /** @description Created before */
                to?: string;
                /** @description A part of the title, or a job’s or book’s id */
                text?: string;
                /** @description These jobs only */
                ids?: string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Jobs by state under the rest of the filter */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobCounts"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SupportJobsController_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A job with what happened in plain words, and what can be done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SupportJob"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SupportJobsController_look: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description With the author’s input; access is recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SupportJob"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SupportJobsController_timeline: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every attempt of every step */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Timeline"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SupportJobsController_logs: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                level?: "info" | "warn" | "error";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What its activities said, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["JobLog"][];
                        nextCursor: string | null;
                        limit: number;
                    };
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SupportJobsController_customerView: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Exactly what the author sees; access is recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerView"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SupportJobsController_customerPage: {
        parameters: {
            query?: {
                width?: number;
            };
            header?: never;
            path: {
                id: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page’s drawing */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/png": string;
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SupportJobsController_preview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    action: "retry" | "retry-pages" | "edit-and-rerun" | "skip-pages" | "pause" | "resume" | "cancel" | "terminate";
                    /** @description Needed by retry-pages and skip-pages */
                    pages?: number[];
                    /** @description Needed by edit-and-rerun */
                    prompts?: {
                        number: number;
                        prompt: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description The effects of the action; nothing is changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SideEffects"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SupportJobsController_act: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats with the same key give the same thing */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    action: "retry" | "retry-pages" | "edit-and-rerun" | "skip-pages" | "pause" | "resume" | "cancel" | "terminate";
                    /** @description Needed by retry-pages and skip-pages */
                    pages?: number[];
                    /** @description Needed by edit-and-rerun */
                    prompts?: {
                        number: number;
                        prompt: string;
                    }[];
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done, and written into the audit log */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionDone"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    FailuresController_list: {
        parameters: {
            query?: {
                status?: "open" | "resolved" | "ignored";
                code?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Failures by cause, the latest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["FailureGroup"][];
                    };
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    FailuresController_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                fingerprint: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One cause */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FailureGroup"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    FailuresController_patch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                fingerprint: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    status?: "open" | "resolved" | "ignored";
                    assigneeId?: string | null;
                    note?: string;
                };
            };
        };
        responses: {
            /** @description Resolved, ignored, assigned or noted; written into the audit log */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FailureGroup"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ViewsController_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Your own and those that are shared */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["SavedView"][];
                    };
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ViewsController_save: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    filter: {
                        state?: ("queued" | "running" | "paused" | "needs-attention" | "completed" | "completed-with-skips" | "failed" | "canceled")[];
                        kind?: ("generate-book" | "export-book" | "sync-drive")[];
                        /** @description Id, or a part of email or name */
                        owner?: string;
                        /** @description Failure codes, of jobs or of their pages */
                        code?: string[];
                        /** @description A failure group */
                        fingerprint?: string;
                        /**
                         * Format: date-time
                         * @description Created at or after
                         */
                        from?: string;
                        /**
                         * Format: date-time
                         * @description Created before
                         */
                        to?: string;
                        /** @description A part of the title, or a job’s or book’s id */
                        text?: string;
                        /** @description These jobs only */
                        ids?: string[];
                    };
                    /** @default false */
                    shared?: boolean;
                };
            };
        };
        responses: {
            /** @description Saved; one of yours with this name is replaced */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedView"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ViewsController_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ViewsController_staff: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To whom a failure can be assigned */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            email: string;
                            name: string;
                        }[];
                    };
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BulkActionsController_preview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    action: "retry" | "pause" | "resume" | "cancel" | "terminate";
                    filter: {
                        state?: ("queued" | "running" | "paused" | "needs-attention" | "completed" | "completed-with-skips" | "failed" | "canceled")[];
                        kind?: ("generate-book" | "export-book" | "sync-drive")[];
                        /** @description Id, or a part of email or name */
                        owner?: string;
                        /** @description Failure codes, of jobs or of their pages */
                        code?: string[];
                        /** @description A failure group */
                        fingerprint?: string;
                        /**
                         * Format: date-time
                         * @description Created at or after
                         */
                        from?: string;
                        /**
                         * Format: date-time
                         * @description Created before
                         */
                        to?: string;
                        /** @description A part of the title, or a job’s or book’s id */
                        text?: string;
                        /** @description These jobs only */
                        ids?: string[];
                    };
                };
            };
        };
        responses: {
            /** @description What it would touch and cost; nothing is done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkActionEffects"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BulkActionsController_list: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["BulkAction"][];
                        nextCursor: string | null;
                        limit: number;
                    };
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BulkActionsController_start: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats with the same key give the same thing */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    action: "retry" | "pause" | "resume" | "cancel" | "terminate";
                    filter: {
                        state?: ("queued" | "running" | "paused" | "needs-attention" | "completed" | "completed-with-skips" | "failed" | "canceled")[];
                        kind?: ("generate-book" | "export-book" | "sync-drive")[];
                        /** @description Id, or a part of email or name */
                        owner?: string;
                        /** @description Failure codes, of jobs or of their pages */
                        code?: string[];
                        /** @description A failure group */
                        fingerprint?: string;
                        /**
                         * Format: date-time
                         * @description Created at or after
                         */
                        from?: string;
                        /**
                         * Format: date-time
                         * @description Created before
                         */
                        to?: string;
                        /** @description A part of the title, or a job’s or book’s id */
                        text?: string;
                        /** @description These jobs only */
                        ids?: string[];
                    };
                    reason: string;
                    /** @description Only with retry: this many first; the rest only when all of them pass */
                    canary?: number;
                };
            };
        };
        responses: {
            /** @description Begun, or waiting for a second person */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkAction"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BulkActionsController_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A bulk action and how far it is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkAction"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BulkActionsController_items: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its jobs in order, with what became of each */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["BulkActionItem"][];
                        nextCursor: string | null;
                        limit: number;
                    };
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BulkActionsController_approve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Approved by a second person; it begins */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkAction"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BulkActionsController_cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Stops before the next jobs; what is done stays done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkAction"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AuditController_list: {
        parameters: {
            query?: {
                subjectId?: string;
                /** @description Id, or a part of the email */
                actor?: string;
                act?: string;
                /** @description Only entries with a smaller number */
                before?: number;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest first; go on with before = the last number */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AuditEntry"][];
                    };
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AuditController_check: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether every hash of the chain is right */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditCheck"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AuditController_export: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An entry a line */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/jsonl": string;
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TrashController_list: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest book first; each says when it is deleted for good */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["TrashedBook"][];
                        nextCursor: string | null;
                        limit: number;
                    };
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TrashController_purge: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The book was in the trash and is deleted, with its pages and files; there is no undo */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BooksController_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A book */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Book"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TrashController_remove: {
        parameters: {
            query?: {
                /** @description Cancel the jobs that work on the book; without it, a book with a running job is refused with 409 */
                cancelJobs?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In the trash for 30 days; 409 while a job works on it, unless cancelJobs is set */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BooksController_patch: {
        parameters: {
            query?: never;
            header: {
                /** @description The version that the edit was made on, e.g. "3" */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    title?: string;
                    subtitle?: string;
                    blurb?: string;
                    author?: string;
                    print?: {
                        /**
                         * @description Width × height in inches, e.g. "8.5x11"
                         * @example 8.5x11
                         */
                        trim?: string;
                        bleed?: boolean;
                        /** @enum {string} */
                        paper?: "black-on-white" | "black-on-cream" | "premium-color" | "standard-color";
                        singleSided?: boolean;
                        storyPages?: boolean;
                        pageNumbers?: boolean;
                        titlePage?: boolean;
                        copyrightPage?: boolean;
                        belongsToPage?: boolean;
                        watermark?: boolean;
                    };
                    /** @description Recreate the print files by itself after a change */
                    recreateFiles?: boolean;
                    /**
                     * @description Goes to the artist with every page
                     * @example forest animals have a tea party
                     */
                    theme?: string;
                    /** @description Once the story is written */
                    cast?: {
                        name: string;
                        /** @description What it is: fox, girl */
                        kind: string;
                        /** @description Looks, for the artist */
                        description: string;
                    }[];
                    characters?: string[];
                    /** @description Plot points, in the author’s words */
                    plot?: {
                        /** @description Who they are, and what they want */
                        setup?: string;
                        /** @description What gets in their way */
                        conflict?: string;
                        /** @description The most exciting moment, when it turns */
                        climax?: string;
                        /** @description How it ends */
                        resolution?: string;
                    };
                    moral?: string;
                    instructions?: string;
                };
            };
        };
        responses: {
            /** @description The book as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Book"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TrashController_restore: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The book; 402 when the plan has no room for it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Book"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BooksController_list: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                /** @description Words that title, theme, characters, story or pictures must contain, in any order; case, accents and quotes do not matter */
                text?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Book"][];
                        nextCursor: string | null;
                        limit: number;
                    };
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BooksController_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats with the same key give the same thing */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description What the book is about
                     * @example forest animals have a tea party
                     */
                    theme: string;
                    title?: string;
                    author?: string;
                    characters?: string[];
                    /**
                     * @description Readers; sets line weight and density
                     * @default 4-8
                     * @enum {string}
                     */
                    age?: "2-4" | "4-8" | "8-12" | "adult";
                    /**
                     * @description Art pages, one drawing each
                     * @default 24
                     */
                    pages?: number;
                    /**
                     * @description 0 makes a book without story text
                     * @default 20
                     */
                    wordsPerPage?: number;
                    /**
                     * @default scene
                     * @enum {string}
                     */
                    style?: "scene" | "mandala" | "pattern";
                    /**
                     * @description Left out: chosen by age
                     * @enum {string}
                     */
                    lineWeight?: "thin" | "medium" | "thick";
                    /** @enum {string} */
                    template?: "adventure" | "friendship" | "fantasy";
                    /** @description Plot points, in the author’s words */
                    plot?: {
                        /** @description Who they are, and what they want */
                        setup?: string;
                        /** @description What gets in their way */
                        conflict?: string;
                        /** @description The most exciting moment, when it turns */
                        climax?: string;
                        /** @description How it ends */
                        resolution?: string;
                    };
                    moral?: string;
                    instructions?: string;
                    /**
                     * @description Left out: the deployment’s default
                     * @enum {string}
                     */
                    provider?: "built-in" | "openai";
                    /** @description Same form and seed give the same book (built-in artist) */
                    seed?: number;
                    /** @default {} */
                    print?: {
                        /**
                         * @description Width × height in inches, e.g. "8.5x11"
                         * @default 8.5x11
                         * @example 8.5x11
                         */
                        trim?: string;
                        /**
                         * @description Pages with 0.125 in bleed on the outer edges
                         * @default false
                         */
                        bleed?: boolean;
                        /**
                         * @default black-on-white
                         * @enum {string}
                         */
                        paper?: "black-on-white" | "black-on-cream" | "premium-color" | "standard-color";
                        /**
                         * @description Blank (or story) backs, so that markers do not show
                         * @default true
                         */
                        singleSided?: boolean;
                        /**
                         * @description One facing story page per art page, where there is a story
                         * @default true
                         */
                        storyPages?: boolean;
                        /** @default false */
                        pageNumbers?: boolean;
                        /** @default true */
                        titlePage?: boolean;
                        /** @default true */
                        copyrightPage?: boolean;
                        /** @default true */
                        belongsToPage?: boolean;
                        /** @default false */
                        watermark?: boolean;
                    };
                };
            };
        };
        responses: {
            /** @description The new book */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Book"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BooksController_duplicate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats with the same key give the same thing */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The copy */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Book"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BooksController_preview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sides of the book as a print would have them now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BookPreview"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BooksController_aiRequest: {
        parameters: {
            query?: {
                /** @description 0 is the cover; left out: the story */
                page?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description For a page or the story, as it would be sent now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiRequest"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BooksController_preflight: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Report on the finished files */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preflight"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PagesController_list: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All pages in order; number 0 is the cover */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Page"][];
                    };
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PagesController_patch: {
        parameters: {
            query?: never;
            header: {
                /** @description The version that the edit was made on, e.g. "3" */
                "If-Match": string;
            };
            path: {
                id: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text?: string;
                    prompt?: string;
                    locked?: boolean;
                    /** @description Show an earlier drawing of this page */
                    current?: number;
                };
            };
        };
        responses: {
            /** @description The page as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PagesController_touchUp: {
        parameters: {
            query?: never;
            header: {
                /** @description The version that the edit was made on, e.g. "3" */
                "If-Match": string;
            };
            path: {
                id: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    strokes: {
                        /** @enum {string} */
                        tool: "brush" | "eraser";
                        /** @description Width in points (1/72 in) */
                        size: number;
                        /** @description x, y, x, y, … in the drawing’s own points, from its upper left corner */
                        points: number[];
                    }[];
                };
            };
        };
        responses: {
            /** @description The page, with the touched-up drawing as its newest version */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "PagesController_svg[0]": {
        parameters: {
            query?: {
                version?: number;
            };
            header?: never;
            path: {
                id: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The shown version, or the one asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": string;
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "PagesController_svg[1]": {
        parameters: {
            query?: {
                version?: number;
            };
            header?: never;
            path: {
                id: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The shown version, or the one asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": string;
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PagesController_png: {
        parameters: {
            query?: {
                version?: number;
                width?: number;
            };
            header?: never;
            path: {
                id: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The shown version, or the one asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/png": string;
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EstimatesController_estimate: {
        parameters: {
            query: {
                pages: number;
                /** @description Left out: the deployment’s default */
                provider?: "built-in" | "openai";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description From what the latest books took here */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BookEstimate"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    JobsController_list: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                state?: "queued" | "running" | "paused" | "needs-attention" | "completed" | "completed-with-skips" | "failed" | "canceled";
                kind?: "generate-book" | "export-book" | "sync-drive";
                bookId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["JobSummary"][];
                        nextCursor: string | null;
                        limit: number;
                    };
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    JobsController_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats with the same key give the same thing */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    kind: "generate-book";
                    /** Format: uuid */
                    bookId: string;
                    /**
                     * @description Left out: the book’s, then the deployment’s
                     * @enum {string}
                     */
                    provider?: "built-in" | "openai";
                    /** @description Redo just these (0 is the cover); all others are re-used */
                    pages?: number[];
                } | {
                    /** @enum {string} */
                    kind: "export-book";
                    /** Format: uuid */
                    bookId: string;
                } | {
                    /** @enum {string} */
                    kind: "sync-drive";
                    /** Format: uuid */
                    bookId: string;
                };
            };
        };
        responses: {
            /** @description Accepted; follow Location or its events */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    JobsController_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A job with its pages */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    JobsController_events: {
        parameters: {
            query?: never;
            header?: {
                /** @description The last event seen; the stream goes on behind it */
                "Last-Event-ID"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All events of the job; ends with it. 204 after its last event */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    JobsController_listArtifacts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The files that this job made */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Artifact"][];
                    };
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    JobsController_pause: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Will pause before the next page */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    JobsController_resume: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Goes on */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    JobsController_cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Stops, keeps and prints what is finished */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    JobsController_retry: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats with the same key give the same thing */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Left out: every refused page, or the step that waits */
                    pages?: number[];
                };
            };
        };
        responses: {
            /** @description The job, or the new one for a job that has ended */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    JobsController_retryPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page will be drawn again, with its prompt as it is now */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    JobsController_skipPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The book is made without this page */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EventsController_events: {
        parameters: {
            query?: never;
            header?: {
                /** @description The last event seen; the stream goes on behind it */
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description From now on, or from Last-Event-ID */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ArtifactsController_download: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes; one range is honoured, so that a broken download goes on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ArtifactsController_picture: {
        parameters: {
            query?: {
                /** @description Pixels */
                width?: number;
                /** @description front and back: of a cover */
                part?: "trim" | "all" | "front" | "back";
            };
            header?: never;
            path: {
                id: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page as it is printed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/png": string;
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PlansController_plans: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Prices and limits */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Plan"][];
                        graceDays: number;
                        billing: boolean;
                    };
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PaymentsController_subscription: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Plan, limits and payments of the caller */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Billing"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PaymentsController_checkout: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats with the same key give the same thing */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    plan: "pro" | "enterprise";
                };
            };
        };
        responses: {
            /** @description A page of Stripe’s to pay on */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckoutSession"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PaymentsController_look: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Asks Stripe at once how an order of the caller stands */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Billing"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PaymentsController_change: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats with the same key give the same thing */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    plan: "pro" | "enterprise";
                };
            };
        };
        responses: {
            /** @description A larger plan at once, a smaller one from the next renewal on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Billing"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PaymentsController_cancel: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ends with what is paid */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Billing"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PaymentsController_reactivate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Goes on after all */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Billing"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PaymentsController_portal: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Stripe’s page for cards and failed payments */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortalSession"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    WebhookController_receive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Stored; it will be applied */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        received: true;
                    };
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RefundsController_refund: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats with the same key give the same thing */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    amount?: string;
                    reason: string;
                    /** @default true */
                    endPlan?: boolean;
                };
            };
        };
        responses: {
            /** @description Written down; it will be given once */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundRequest"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CustomerBillingController_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Plan, limits and payments of an author */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerBilling"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CustomerBillingController_grant: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats with the same key give the same thing */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    plan: "pro" | "enterprise";
                    days: number;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description The author has the plan from now on */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerBilling"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RunsController_list: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ReconciliationRun"][];
                        nextCursor: string | null;
                        limit: number;
                    };
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RunsController_start: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats with the same key give the same thing */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date-time */
                    from: string;
                    /** Format: date-time */
                    to: string;
                    rules?: number;
                    /** @default false */
                    rehearsal?: boolean;
                };
            };
        };
        responses: {
            /** @description Begun; follow its events */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReconciliationRun"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RunsController_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A run, how far it is and what it found */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReconciliationRun"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RunsController_events: {
        parameters: {
            query?: never;
            header?: {
                /** @description The last event seen; the stream goes on behind it */
                "Last-Event-ID"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its progress; ends with it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RunsController_rules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every version of the rules, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["MatchRules"][];
                    };
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ExportsController_itemsFile: {
        parameters: {
            query?: {
                state?: "expected" | "open" | "repairing" | "resolved" | "cleared" | "unresolved";
                type?: "missing_local" | "missing_remote" | "amount" | "currency" | "fee" | "status" | "duplicate" | "refund_unlinked" | "dispute" | "payout" | "paid_not_delivered" | "delivered_not_paid" | "refunded_still_downloadable" | "timing";
                ownerId?: string | "nobody";
                overdue?: string;
                runId?: string;
                month?: string;
                text?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Under the same filter as the list */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ExportsController_paymentsFile: {
        parameters: {
            query?: {
                month?: string;
                state?: "succeeded" | "pending" | "failed" | "refunded" | "disputed";
                text?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Under the same filter as the list */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ExportsController_ledgerFile: {
        parameters: {
            query: {
                month: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A posting a line */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ExceptionsController_list: {
        parameters: {
            query?: {
                state?: "expected" | "open" | "repairing" | "resolved" | "cleared" | "unresolved";
                type?: "missing_local" | "missing_remote" | "amount" | "currency" | "fee" | "status" | "duplicate" | "refund_unlinked" | "dispute" | "payout" | "paid_not_delivered" | "delivered_not_paid" | "refunded_still_downloadable" | "timing";
                ownerId?: string | "nobody";
                overdue?: string;
                runId?: string;
                month?: string;
                text?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Exceptions, the latest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ReconciliationExceptionSummary"][];
                        nextCursor: string | null;
                        limit: number;
                    };
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ExceptionsController_bulk: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    ids: string[];
                    /** @enum {string} */
                    action: "resolve" | "assign" | "repair";
                    ownerId?: string | null;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description What was done, and what was left with why */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExceptionsBatchResult"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ExceptionsController_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An exception with its comments */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReconciliationException"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ExceptionsController_patch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    ownerId?: string | null;
                    dueAt?: string | null;
                };
            };
        };
        responses: {
            /** @description Given to somebody, or due */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReconciliationException"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ExceptionsController_comment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                };
            };
        };
        responses: {
            /** @description With the comment */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReconciliationException"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ExceptionsController_resolve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Settled by a person’s word; written into the audit log */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReconciliationException"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ExceptionsController_preview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the repair would do; nothing is done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepairPreview"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ExceptionsController_repair: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    digest: string;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Confirmed as it was shown; it will be done once */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReconciliationException"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ExceptionsController_staff: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To whom an exception can be given */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            email: string;
                            name: string;
                        }[];
                    };
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    MoneyController_overview: {
        parameters: {
            query: {
                month: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A month at a glance */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FinanceOverview"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    MoneyController_list: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                month?: string;
                state?: "succeeded" | "pending" | "failed" | "refunded" | "disputed";
                text?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["PaymentSummary"][];
                        nextCursor: string | null;
                        limit: number;
                    };
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    MoneyController_trace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A payment from the line of its payout to the pages that were drawn for it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentTrace"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    MoneyController_find: {
        parameters: {
            query: {
                id: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Payments by any id (payout, invoice, order, job, book …), or of an amount such as 99.00, $99 or 99,00 EUR */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["PaymentSummary"][];
                    };
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    MoneyController_marginsOf: {
        parameters: {
            query: {
                month: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Books of the month, the least earning first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["BookMargin"][];
                    };
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PeriodsController_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Months, newest first; lines and obstacles only one by one */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Period"][];
                    };
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PeriodsController_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                month: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A month with its balances, and what stands in the way of closing it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Period"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PeriodsController_prepare: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                month: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its evidence is made; somebody else may close it now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Period"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PeriodsController_close: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                month: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    digest: string;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Closed: its evidence was made again, and was the same */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Period"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PeriodsController_evidence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                month: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file whose SHA-256 is the digest */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/jsonl": string;
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PeriodsController_report: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                month: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Balances, differences, what was settled and by whom */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ConnectionController_view: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The caller’s Google Drive */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveConnection"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ConnectionController_end: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Given back to Google and forgotten here; files stay in Drive */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ConnectionController_change: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    schedule: "off" | "hourly" | "daily";
                };
            };
        };
        responses: {
            /** @description How often it is synced by itself */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveConnection"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ConnectionController_connect: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Google’s consent page, for this browser */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uri
                         * @description Google’s consent page
                         */
                        url: string;
                    };
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ConnectionController_sync: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every book that is kept in Drive is being synced */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    ConnectionController_callback: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To the console, with an outcome */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    DriveBooksController_list: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The caller’s books, with their Drive sync */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["DriveBook"][];
                        nextCursor: string | null;
                        limit: number;
                    };
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DriveBooksController_set: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bookId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    on: boolean;
                };
            };
        };
        responses: {
            /** @description Kept in Drive from now on, or no longer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveBook"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DriveBooksController_files: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                bookId?: string;
                state?: "waiting" | "uploading" | "downloading" | "synced" | "conflict" | "left-out";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Files, here and in Drive */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["DriveFile"][];
                        nextCursor: string | null;
                        limit: number;
                    };
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DriveBooksController_resolve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    choice: "keep-mine" | "keep-drive" | "keep-both" | "leave-out";
                };
            };
        };
        responses: {
            /** @description Chosen, and being carried out */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveFile"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DrivePictureController_picture: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Decoded and made smaller */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/png": string;
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BatchesController_list: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The caller’s batches, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Batch"][];
                        nextCursor: string | null;
                        limit: number;
                    };
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BatchesController_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats with the same key give the same thing */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    kind: "generate" | "regenerate" | "export" | "sync-drive";
                    bookIds: string[];
                };
            };
        };
        responses: {
            /** @description Accepted; it goes on by itself */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BatchesController_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How far it is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BatchesController_items: {
        parameters: {
            query?: {
                /** @description Position to go on behind */
                after?: number;
                limit?: number;
                state?: "waiting" | "running" | "completed" | "parked" | "failed" | "canceled";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its books */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["BatchItem"][];
                        next: number | null;
                        limit: number;
                    };
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BatchesController_cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Finished books stay as they are */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BatchesController_retry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The failed books once more, and only those */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BatchesController_zip: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All files and a manifest; one range is honoured */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SyncController_apply: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: uuid
                     * @description The device, for the log
                     */
                    clientId: string;
                    /** @description Of the last answer; null for a device that knows nothing yet. Left out: no changes are asked for */
                    cursor?: string | null;
                    /** @description In the order in which they were made */
                    edits: {
                        /**
                         * Format: uuid
                         * @description Made up by the device; an edit is applied once, however often it is sent
                         */
                        id: string;
                        /** Format: uuid */
                        bookId: string;
                        /** @description 0 is the cover; null for the book itself */
                        page: number | null;
                        /** @description What each changed field was when the author began */
                        base: {
                            [key: string]: unknown;
                        };
                        /** @description Of a book title, subtitle, blurb, author; of a page text, prompt, locked, current */
                        changes: {
                            [key: string]: unknown;
                        };
                    }[];
                };
            };
        };
        responses: {
            /** @description What became of each edit; repeats give the same */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description In the order of the edits */
                        results: components["schemas"]["SyncResult"][];
                        /** @description Since the cursor, these edits among them */
                        changes: components["schemas"]["SyncChange"][];
                        /** @description For the next time; null when no changes were asked for */
                        cursor: string | null;
                        /** @description There are more changes: ask again with the cursor */
                        more: boolean;
                        /** @description What is new is not known: what the device has kept may be old */
                        reset: boolean;
                    };
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BoardController_open: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A cookie for /admin/queues, good for 15 minutes */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    HealthController_live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Alive */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "ok";
                    };
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    HealthController_ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ready; degraded: for now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "ok" | "degraded";
                        parts: {
                            [key: string]: {
                                ok: boolean;
                                /** @description How long the answer took */
                                milliseconds: number;
                                problem?: string;
                            };
                        };
                    };
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    OperationsController_parts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every part with its state and the reason for it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    OperationsController_metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The current figures of operation */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationalMetrics"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    MetricsController_metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description With METRICS_TOKEN, or from this machine */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AnalyticsController_of: {
        parameters: {
            query: {
                /** @description A day in UTC */
                from: string;
                /** @description A day in UTC */
                to: string;
                compare?: "previous";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was done, by whom, at what cost; beside the period before, if asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Analytics"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AnalyticsController_file: {
        parameters: {
            query: {
                /** @description A day in UTC */
                from: string;
                /** @description A day in UTC */
                to: string;
                table?: "days" | "causes";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A table of the period */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AnalyticsController_speed: {
        parameters: {
            query: {
                /** @description A day in UTC */
                from: string;
                /** @description A day in UTC */
                to: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How long people waited, and how long each step took */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Performance"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AlertsController_list: {
        parameters: {
            query?: {
                state?: "unresolved" | "open" | "acknowledged" | "resolved";
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Alert"][];
                        nextCursor: string | null;
                        limit: number;
                    };
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AlertsController_counts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description That are not resolved, by state */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertCounts"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AlertsController_acknowledge: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default  */
                    note?: string;
                };
            };
        };
        responses: {
            /** @description Somebody is on it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AlertsController_rules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All rules with their settings */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AlertRule"][];
                    };
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AlertsController_set: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    enabled?: boolean;
                    /** @description By name; null: as it came */
                    settings?: {
                        [key: string]: number | null;
                    };
                    reason: string;
                };
            };
        };
        responses: {
            /** @description The watchdog goes by it from its next round on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertRule"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ErrorsController_list: {
        parameters: {
            query?: {
                state?: "open" | "resolved" | "ignored";
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Unforeseen errors by what they have in common */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ErrorGroup"][];
                    };
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ErrorsController_set: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    state: "open" | "resolved" | "ignored";
                };
            };
        };
        responses: {
            /** @description Resolved until it comes back, ignored, or open again */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorGroup"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ErrorsController_ofConsole: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    message: string;
                    stack: string;
                    /** @description Name of the route */
                    page: string;
                };
            };
        };
        responses: {
            /** @description Written down */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    MailController_list: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest first, without their words */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Mail"][];
                        nextCursor: string | null;
                        limit: number;
                    };
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    MailController_open: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Its text without the tokens of its links; access is recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailText"];
                };
            };
            /** @description Problem details (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
