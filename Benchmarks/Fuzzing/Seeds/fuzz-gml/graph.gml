Creator "x"
# comment
graph [ directed 1 label "g"
  node [ id 1 label "A &quot;title&quot; &#233;" year 2020 doi "10.1000/xyz" graphics [ x 1.5e3 y -2 ] ]
  node [ id 2 name "B" ] node [ label "no id" ]
  edge [ source 1 target 2 kind "extends" weight 0.5 ]
  edge [ source 2 target 9 ] node [ id 1 ]
]
