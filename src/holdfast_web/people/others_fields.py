"""How private are the fields of other packages' models that hold anything about people?

Models of ours list their own (`FIELDS`). What is not listed in either place is in an app named
in `NOT_OF_PEOPLE`, or the tests fail.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast_web.people.privacy import classed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast_web.people.privacy import Privacy

OTHERS: Mapping[str, Mapping[str, Privacy]] = {
    "account.EmailAddress": classed(public="id verified primary", personal="user email"),
    "account.EmailConfirmation": classed(
        public="id created sent", personal="email_address key"
    ),
    "axes.AccessAttempt": classed(
        public="id failures_since_start",
        personal="user_agent ip_address username http_accept path_info attempt_time get_data "
        "post_data",
    ),
    "axes.AccessAttemptExpiration": classed(public="expires_at", personal="access_attempt"),
    "axes.AccessFailureLog": classed(
        public="id locked_out",
        personal="user_agent ip_address username http_accept path_info attempt_time",
    ),
    "axes.AccessLog": classed(
        public="id",
        personal="user_agent ip_address username http_accept path_info attempt_time "
        "logout_time session_hash",
    ),
    "django_tasks_database.DBTaskResult": classed(
        public="id status enqueued_at started_at finished_at priority task_path worker_ids "
        "queue_name backend_name run_after exception_class_path",
        organisation="args_kwargs return_value traceback",
    ),
    "mfa.Authenticator": classed(
        public="id type", personal="user data created_at last_used_at"
    ),
    "sessions.Session": classed(public="expire_date", personal="session_key session_data"),
    "socialaccount.SocialAccount": classed(
        public="id provider", personal="user uid last_login date_joined extra_data"
    ),
    "socialaccount.SocialApp": classed(
        public="id provider provider_id name",
        organisation="client_id secret key settings",
    ),
    "socialaccount.SocialToken": classed(
        public="id app expires_at", personal="account token token_secret"
    ),
    "usersessions.UserSession": classed(
        public="id",
        personal="user created_at ip last_seen_at session_key user_agent data",
    ),
}

NOT_OF_PEOPLE: Mapping[str, str] = {
    "auth": "Django's groups and permissions, which Holdfast does not use.",
    "contenttypes": "Django's list of the models that there are.",
    "taggit": "Words that pages of the manual are found by.",
    "wagtailadmin": "Who edits which page of the manual, in the editor's own tools.",
    "wagtailcore": "The manual's pages, written by content editors.",
    "wagtaildocs": "The manual's documents.",
    "wagtailembeds": "What the manual's pages show of other sites.",
    "wagtailforms": "Forms of the manual, which Holdfast does not use.",
    "wagtailimages": "The manual's pictures.",
    "wagtailredirects": "The manual's old addresses.",
    "wagtailsearch": "The index that the manual is searched by.",
    "wagtailsnippets": "Parts of the manual's pages.",
    "wagtailusers": "An editor's own settings of the editor's tools.",
}
"""Apps of other packages that hold nothing about children or about those who sign in."""
