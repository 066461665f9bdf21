FROM python:3.11-slim

RUN useradd --create-home --uid 10001 helpdesk && install -d -o helpdesk -g helpdesk /data
WORKDIR /app
COPY pyproject.toml constraints.txt README.md LICENSE manifest.yml ./
COPY bot bot
COPY handlers handlers
COPY storage storage
RUN pip install --no-cache-dir --constraint constraints.txt .

USER helpdesk
VOLUME /data
ENV DATABASE_URL=sqlite:////data/helpdesk.db
ENTRYPOINT ["helpdesk"]
CMD ["run"]
