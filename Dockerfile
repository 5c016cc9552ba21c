# One image for every program of the product: pages, workers, beat.
FROM python:3.11-slim-bookworm

RUN apt-get update \
 && apt-get install -y --no-install-recommends libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk fonts-hanazono gettext \
 && rm -rf /var/lib/apt/lists/*

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 SEARCH_CACHE_DIR=/data/search
WORKDIR /app

COPY requirements-uv.txt requirements.txt ./
RUN pip install --no-cache-dir --require-hashes -r requirements-uv.txt \
 && uv pip install --system --no-cache --require-hashes -r requirements.txt

COPY . .
RUN python -c "from scripts.translations import compile_catalogue; compile_catalogue()" \
 && useradd --system --no-create-home one-window \
 && mkdir -p /data/media /data/keys /data/search /app/staticfiles \
 && chown -R one-window /data /app/staticfiles
USER one-window

EXPOSE 8000
CMD ["gunicorn", "-c", "deploy/gunicorn.conf.py", "portal.wsgi"]
