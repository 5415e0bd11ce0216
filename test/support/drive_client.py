"""Everything that a sync does with Drive, by Google's own client for Python; prints what came of it as JSON.

Reads one line of JSON: the address of the fake, the credentials of an app, a file to upload and a folder for downloads.
"""

import io
import json
import sys
from pathlib import Path

from google.oauth2.credentials import Credentials
from googleapiclient import discovery_cache
from googleapiclient.discovery import build_from_document
from googleapiclient.errors import HttpError
from googleapiclient.http import MediaFileUpload, MediaInMemoryUpload, MediaIoBaseDownload

FOLDER = "application/vnd.google-apps.folder"
CHUNK = 256 * 1024


def published() -> dict:
    """Drive's discovery document as Google publishes it with the client."""
    return json.loads(discovery_cache.get_static_doc("drive", "v3"))


def reason_of(call) -> list:
    try:
        call.execute()
    except HttpError as error:
        return [error.status_code, error.error_details[0]["reason"]]
    return [200, None]


def main() -> None:
    given = json.loads(sys.stdin.readline())
    url = given["url"]
    document = published() | {"rootUrl": f"{url}/", "baseUrl": f"{url}/drive/v3/"}
    credentials = Credentials(
        token="expired long ago",
        refresh_token=given["refresh_token"],
        token_uri=f"{url}/token",
        client_id=given["client_id"],
        client_secret=given["client_secret"],
    )
    drive = build_from_document(document, credentials=credentials)
    files, changes = drive.files(), drive.changes()
    said = {"about": drive.about().get(fields="user(emailAddress),storageQuota(usage)").execute()}
    token = changes.getStartPageToken().execute()["startPageToken"]

    folder = files.create(body={"name": "Book", "mimeType": FOLDER}, fields="id").execute()["id"]
    body = {"name": "interior.pdf", "parents": [folder], "appProperties": {"page": "0"}}
    media = MediaFileUpload(given["file"], mimetype="application/pdf", resumable=True, chunksize=CHUNK)
    upload = files.create(body=body, media_body=media, fields="id,md5Checksum,size")
    progress, done = [], None
    while done is None:
        status, done = upload.next_chunk()
        progress += [status.resumable_progress] if status else []
    said["resumable"] = {"progress": progress, "md5": done["md5Checksum"], "size": done["size"]}

    small = MediaInMemoryUpload(b"page one", mimetype="text/plain")
    [page_id] = files.generateIds(count=1).execute()["ids"]
    page = {"id": page_id, "name": "page", "parents": [folder], "appProperties": {"page": "1"}}
    said["multipart"] = files.create(body=page, media_body=small, fields="name,md5Checksum,parents,appProperties").execute()
    said["multipart"]["parents"] = said["multipart"]["parents"] == [folder]
    said["taken id"] = reason_of(files.create(body=page))
    said["missing"] = reason_of(files.get(fileId="1missing"))

    found, request = [], files.list(q=f"'{folder}' in parents and trashed = false", orderBy="name", pageSize=1)
    while request is not None:
        answer = request.execute()
        found += [each["name"] for each in answer["files"]]
        request = files.list_next(request, answer)
    said["listed"] = found
    query = "appProperties has { key='page' and value='1' }"
    said["by property"] = [each["name"] for each in files.list(q=query).execute()["files"]]

    target = io.BytesIO()
    download, finished = MediaIoBaseDownload(target, files.get_media(fileId=done["id"]), chunksize=CHUNK), False
    while not finished:
        _, finished = download.next_chunk()
    (Path(given["folder"]) / "interior.pdf").write_bytes(target.getvalue())

    files.update(fileId=page_id, body={"name": "page 1"}, media_body=MediaInMemoryUpload(b"again", mimetype="text/plain")).execute()
    said["replaced"] = files.get_media(fileId=page_id).execute().decode()
    other = files.create(body={"name": "Other", "mimeType": FOLDER}, fields="id").execute()["id"]
    moved = files.update(fileId=page_id, addParents=other, removeParents=folder, fields="parents").execute()
    said["moved"] = moved["parents"] == [other]
    files.update(fileId=page_id, body={"trashed": True}).execute()
    files.delete(fileId=done["id"]).execute()

    answer = changes.list(pageToken=token, fields="newStartPageToken,changes(removed,file(name,trashed))").execute()
    said["changes"] = answer["changes"]
    said["afterwards"] = changes.list(pageToken=answer["newStartPageToken"]).execute()["changes"]
    print(json.dumps({"said": said, "document": published()}))


main()
