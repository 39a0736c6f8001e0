"""Call tools of the assistants' server: `assistant.py serve.sh database`, calls as JSON on stdin.

Run by the Python of .venv-assistants, which has the client library; prints tools and answers.
"""

import asyncio
import json
import sys

from mcp import ClientSession, StdioServerParameters, stdio_client


async def main() -> None:
    """Print the tools' names, and what each call answers."""
    script, database = sys.argv[1:]
    server = StdioServerParameters(command=script, args=[database])
    async with stdio_client(server) as streams, ClientSession(*streams) as session:
        await session.initialize()
        tools = [tool.name for tool in (await session.list_tools()).tools]
        answers = {}
        for name, (tool, arguments) in json.load(sys.stdin).items():
            answer = await session.call_tool(tool, arguments)
            answers[name] = "".join(part.text for part in answer.content)
    print(json.dumps({"tools": tools, "answers": answers}))


asyncio.run(main())
