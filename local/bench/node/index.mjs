// The callback of AWS's tutorial "Deploy an Example Human Approval Project", with AWS SDK v3, on the plainest runtime loop.
import { SFNClient, SendTaskSuccessCommand } from '@aws-sdk/client-sfn'
import http from 'node:http'

const stepFunctions = new SFNClient({})

const handler = async event => {
  const { action, taskToken, ex, sm } = event.queryStringParameters
  const message = action === 'approve' ? { Status: 'Approved! Task approved by ' + event.requestContext.identity.sourceIp }
    : { Status: 'Rejected! Task rejected by ' + event.requestContext.identity.sourceIp }
  await stepFunctions.send(new SendTaskSuccessCommand({ output: JSON.stringify(message), taskToken }))
  return { statusCode: 302, headers: { Location: `https://console.aws.amazon.com/states/home?executionArn=${ex}&stateMachine=${sm}` } }
}

const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':')
const agent = new http.Agent({ keepAlive: true })
const call = (method, path, body) => new Promise((resolve, reject) => {
  const request = http.request({ host, port, agent, method, path: '/2018-06-01/runtime/invocation/' + path }, answer => {
    let text = ''
    answer.setEncoding('utf8').on('data', part => { text += part }).on('end', () => resolve([answer.headers['lambda-runtime-aws-request-id'], text]))
  })
  request.on('error', reject).end(body)
})
for (;;) {
  const [id, event] = await call('GET', 'next')
  await call('POST', id + '/response', JSON.stringify(await handler(JSON.parse(event))))
}
