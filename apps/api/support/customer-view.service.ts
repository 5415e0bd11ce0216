import { Inject, Injectable } from '@nestjs/common';
import type { CustomerView } from '#contracts/support.js';
import { ArtifactsService } from '../artifacts/artifacts.service.js';
import type { Caller } from '../auth/caller.js';
import { JobsService } from '../jobs/jobs.service.js';
import { PagesService } from '../books/pages.service.js';
import type { ArtFile } from '../books/pages.service.js';
import { BooksService } from '../books/books.service.js';
import { AuditService } from './audit.service.js';
import { SupportJobsService } from './support-jobs.service.js';

/** The author's view for support, from the same services. Access is recorded in the audit log. */
@Injectable()
export class CustomerViewService {
  constructor(
    @Inject(SupportJobsService) private readonly supportJobs: SupportJobsService,
    @Inject(JobsService) private readonly jobs: JobsService,
    @Inject(BooksService) private readonly books: BooksService,
    @Inject(PagesService) private readonly pages: PagesService,
    @Inject(ArtifactsService) private readonly artifacts: ArtifactsService,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  async get(caller: Caller, id: string): Promise<CustomerView> {
    const { author, bookId } = await this.asAuthor(caller, id);
    const [job, book, pages, artifacts] = await Promise.all([
      this.jobs.get(author, id),
      this.books.get(author, bookId),
      this.pages.list(author, bookId),
      this.artifacts.ofJob(author, id),
    ]);
    return { job, book, pages, artifacts };
  }

  async picture(caller: Caller, id: string, number: number, width: number): Promise<ArtFile> {
    const { author, bookId } = await this.asAuthor(caller, id);
    return this.pages.png(author, bookId, number, width);
  }

  /** One entry per hour, user and job, since a page loads many pictures. */
  private async asAuthor(caller: Caller, id: string): Promise<{ author: Caller; bookId: string }> {
    const { ownerId, bookId } = await this.supportJobs.requireRecord(id);
    const hour = new Date().toISOString().slice(0, 13);
    const entry = {
      act: 'customer-view',
      subjectKind: 'job',
      subjectId: id,
      reason: 'Looked at what the author sees',
    } as const;
    await this.audit.record(caller, { ...entry, detail: { bookId } }, `${caller.id}/${hour}`);
    return { author: { id: ownerId, role: 'author', expiresAt: caller.expiresAt }, bookId };
  }
}
