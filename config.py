from flask import request as _r
@vuln_app.app.before_request
def _log():
    print("REQ", _r.method, _r.full_path, _r.get_data()[:400], flush=True)
