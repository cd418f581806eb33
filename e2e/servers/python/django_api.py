"""Django REST Framework with Simple JWT: "Given token not valid for any token type"."""
import sys

from django.conf import settings

issuer, audience, jwks_uri = sys.argv[1:4]
settings.configure(
    SECRET_KEY="k" * 50,
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    USE_TZ=True,
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "rest_framework"],
    LOGGING_CONFIG=None,
    REST_FRAMEWORK={
        "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework_simplejwt.authentication.JWTStatelessUserAuthentication"],
        "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
        "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
        "UNAUTHENTICATED_USER": None,
    },
    SIMPLE_JWT={
        "ALGORITHM": "RS256",
        "SIGNING_KEY": None,
        "JWK_URL": jwks_uri,
        "ISSUER": issuer,
        "AUDIENCE": audience,
        "USER_ID_CLAIM": "sub",
        "TOKEN_TYPE_CLAIM": "token_type",
    },
)

import django  # noqa: E402

django.setup()

from django.urls import re_path  # noqa: E402
from rest_framework.exceptions import PermissionDenied  # noqa: E402
from rest_framework.response import Response  # noqa: E402
from rest_framework.views import APIView  # noqa: E402


class Orders(APIView):
    def check(self, request):
        needed = "orders:write" if request.method == "POST" else "orders:read"
        if request.path == "/transfer" and request.auth.get("acr") != "mfa":
            raise PermissionDenied()
        if request.path == "/closed" or needed not in request.auth.get("scope", "").split():
            raise PermissionDenied()
        return Response({"orders": []})

    def get(self, request):
        return self.check(request)

    def post(self, request):
        return self.check(request)


urlpatterns = [re_path(r"^", Orders.as_view())]

if __name__ == "__main__":
    from wsgiref.simple_server import WSGIRequestHandler, make_server

    from django.core.wsgi import get_wsgi_application

    class Quiet(WSGIRequestHandler):
        def log_message(self, *_):
            pass

    server = make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet)
    print(server.server_port, flush=True)
    server.serve_forever()
