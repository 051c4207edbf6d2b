"""A web server over TLS for one folder: https_server.py FOLDER CERTIFICATE KEY. Prints its port."""
import functools
import http.server
import ssl
import sys
import time


class Handler(http.server.SimpleHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/elsewhere.csv":
            self.send_response(302)
            self.send_header("Location", "/wine.csv")
            self.end_headers()
        elif self.path == "/unsafe.csv":
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.1:1/wine.csv")
            self.end_headers()
        elif self.path == "/hangs.csv":
            self.send_response(200)
            self.send_header("Content-Length", "1000000")
            self.end_headers()
            self.wfile.write(b"begin")
            self.wfile.flush()
            time.sleep(60)
        else:
            super().do_GET()

    def log_message(self, *words):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=sys.argv[1]))
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(sys.argv[2], sys.argv[3])
server.socket = context.wrap_socket(server.socket, server_side=True)
print(server.server_port, flush=True)
server.serve_forever()
