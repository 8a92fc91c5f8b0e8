"""Certificates for the fault server, made on demand with the openssl command."""
import datetime
import os
import ssl
import subprocess


def _openssl(*arguments, text=None):
    subprocess.run(["openssl", *arguments], input=text, check=True, text=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _time(days):
    moment = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=days)
    return moment.strftime("%Y%m%d%H%M%SZ")


# Per variant: subject, subject alternative names, first and last day of validity relative to now, signing authority.
VARIANTS = {
    "good": ("/CN=faultserver", "DNS:localhost,DNS:api.cluster.example,IP:127.0.0.1,IP:::1", -1, 30, "authority"),
    "wrong-ca": ("/CN=faultserver", "DNS:localhost,IP:127.0.0.1", -1, 30, "stranger"),
    "expired": ("/CN=faultserver", "DNS:localhost,IP:127.0.0.1", -30, -2, "authority"),
    "not-yet-valid": ("/CN=faultserver", "DNS:localhost,IP:127.0.0.1", 2, 30, "authority"),
    "wrong-name": ("/CN=faultserver", "DNS:other.example,DNS:elsewhere.example", -1, 30, "authority"),
    "cn-only": ("/CN=localhost", None, -1, 30, "authority"),
    "client": ("/O=tests/CN=visitor", None, -1, 30, "authority"),
}


class Certificates:
    """A folder of keys and certificates; each is made when it is first asked for."""

    def __init__(self, folder):
        self.folder = folder

    def path(self, name):
        return os.path.join(self.folder, name)

    def authority(self, name="authority"):
        if not os.path.exists(self.path(name + ".crt")):
            _openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                     "-keyout", self.path(name + ".key"), "-out", self.path(name + ".crt"), "-days", "60",
                     "-subj", f"/O=tests/CN={name} of the tests",
                     "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign")
        return self.path(name + ".crt")

    def leaf(self, variant):
        """The certificate and key files of a variant."""
        certificate, key = self.path(variant + ".crt"), self.path(variant + ".key")
        if not os.path.exists(certificate):
            subject, names, first, last, signer = VARIANTS[variant]
            self.authority(signer)
            request = self.path(variant + ".csr")
            _openssl("req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                     "-keyout", key, "-out", request, "-subj", subject)
            extensions = self.path(variant + ".ext")
            with open(extensions, "w", encoding="ascii") as file:
                file.write("basicConstraints=CA:FALSE\n" + (f"subjectAltName={names}\n" if names else ""))
            _openssl("x509", "-req", "-in", request, "-CA", self.path(signer + ".crt"), "-CAkey",
                     self.path(signer + ".key"), "-out", certificate, "-extfile", extensions,
                     "-not_before", _time(first), "-not_after", _time(last))
        return certificate, key

    def context(self, variant, protocols, oldest=None):
        """The server's TLS context; `client-cert` is `good` that demands a certificate of ours."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*self.leaf("good" if variant == "client-cert" else variant))
        context.set_alpn_protocols(protocols)
        context.sni_callback = lambda connection, name, _: setattr(connection, "requested_name", name)
        if oldest == "1.1":
            context.set_ciphers("DEFAULT:@SECLEVEL=0")
            context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
        if variant == "client-cert":
            context.verify_mode = ssl.CERT_REQUIRED
            context.load_verify_locations(self.authority())
        return context
